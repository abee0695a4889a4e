"""Where each right is given, and what somebody must hold to give it there."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bursar.access.facts import Membership
from bursar.access.permissions import BILLING, GUARDED, PBX, ROLE_BILLING, ROLE_PERMISSIONS, ROLES, Permission, Role

P = Permission


class Road(StrEnum):
    """Where a right is given."""

    ADMINISTRATORS = "administrators"  # in the billing portal
    PBX_PAGE = "pbx_page"
    ROLE = "role"  # in the admin portal


@dataclass(frozen=True, slots=True)
class Giver:
    """A road to a right, and what somebody must hold to give it there; of that, `manages` is what few hold."""

    road: Road
    holds: frozenset[Permission]
    manages: Permission


def given_by(permission: Permission, *, is_by_role: bool, member: Membership | None) -> tuple[Giver, ...]:
    """How somebody could get a right: as billing administrator, by a role, by a PBX permission (members, `member`)."""
    return tuple(_givers(permission, is_by_role, member))


def _givers(permission: Permission, is_by_role: bool, member: Membership | None) -> Iterator[Giver]:
    if permission in BILLING and not is_by_role:
        yield _giver(Road.ADMINISTRATORS, P.BILLING_ADMIN_MANAGE, permission)
    else:
        yield from _by_role(permission, member, is_by_role=is_by_role)
    if member is not None and any(permission in contained for contained in PBX.values()):
        yield _giver(Road.PBX_PAGE, P.PBX_PERMISSION_MANAGE, *({permission} & GUARDED))


def _by_role(permission: Permission, member: Membership | None, *, is_by_role: bool) -> Iterator[Giver]:
    """A Super admin assigns every role; who manages roles, one that they make of what they hold.

    That one goes to plain Members and to new ones; whoever has a custom role gets it by what is added to that, for
    which all that is in it must be held.
    """
    if permission in BILLING:
        yield _giver(Road.ROLE, P.ADMIN_MANAGE, permission)
    elif permission in ROLE_PERMISSIONS or any(permission in contained for contained in ROLES.values()):
        yield _giver(Road.ROLE, P.ADMIN_MANAGE)
    if permission not in (*ROLE_PERMISSIONS, *ROLE_BILLING, P.ADMIN_PORTAL_ENTER):
        return
    if member is None or member.role == Role.MEMBER:
        yield _giver(Road.ROLE, P.ROLE_MANAGE, P.MEMBER_MANAGE, permission)
    elif member.role not in tuple(Role):
        counts = member.permissions | (member.billing if is_by_role else frozenset())
        yield _giver(Road.ROLE, P.ROLE_MANAGE, permission, *counts)


def _giver(road: Road, manages: Permission, *more: Permission) -> Giver:
    return Giver(road, frozenset({manages, *more}), manages)
