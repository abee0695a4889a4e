"""Where each right is given, and what somebody must hold to give it there."""

from dataclasses import dataclass
from enum import StrEnum

from bursar.access.permissions import BILLING, GUARDED, PBX, Permission


class Road(StrEnum):
    """Where a right is given."""

    ADMINISTRATORS = "administrators"  # in the billing portal
    PBX_PAGE = "pbx_page"
    ROLE = "role"  # in the admin portal


@dataclass(frozen=True, slots=True)
class Giver:
    """A road to a right, and what somebody must hold to give it there."""

    road: Road
    holds: frozenset[Permission]


def given_by(permission: Permission, *, is_by_role: bool, is_member: bool) -> tuple[Giver, ...]:
    """On which roads somebody could get a right: as billing administrator, by a PBX permission (members), by a role."""
    roads = []
    if permission in BILLING:
        if is_by_role:
            roads.append(Giver(Road.ROLE, frozenset({Permission.ADMIN_MANAGE, permission})))
        else:
            roads.append(Giver(Road.ADMINISTRATORS, frozenset({Permission.BILLING_ADMIN_MANAGE, permission})))
    elif not permission.startswith("pbx") or permission == Permission.PBX_ENTER:
        roads.append(Giver(Road.ROLE, frozenset({Permission.ADMIN_MANAGE})))
    if is_member and any(permission in contained for contained in PBX.values()):
        roads.append(Giver(Road.PBX_PAGE, frozenset({Permission.PBX_PERMISSION_MANAGE} | ({permission} & GUARDED))))
    return tuple(roads)
