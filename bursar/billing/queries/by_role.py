"""Who holds a billing portal by their role, for the list of its administrators."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from bursar.access.permissions import ROLE_BILLING, Permission, Role, role_billing
from bursar.accounts.models import CustomRolePermission, Membership, Person
from bursar.accounts.words import role_label
from bursar.billing.words import rights_labels
from bursar.core.moments import day_of
from bursar.grants.queries import Access

SHOWN = 50  # the others are found among the people of the admin portal


@dataclass(frozen=True)
class Holder:
    """Somebody whose role opens the portal, with what it gives there."""

    person: Person
    role: str
    rights: list[str]
    holds_all: bool
    since: date  # when they came to have this role
    is_self: bool


def holders_by_role(access: Access) -> tuple[list[Holder], int]:
    """Active Super admins and holders of custom roles that carry rights over bills, and how many there are in all."""
    carried = CustomRolePermission.objects.filter(
        role=OuterRef("custom_role"), permission__in=ROLE_BILLING, ended_at__isnull=True
    )
    rows = Membership.objects.filter(
        Q(role=Role.SUPER_ADMIN) | Exists(carried),
        account=access.account,
        ended_at__isnull=True,
        is_suspended=False,
        person__deactivated_at__isnull=True,
    )
    found = rows.select_related("person", "custom_role").prefetch_related("custom_role__permissions")
    shown = [_holder(access, row) for row in found.order_by("rank", "name_key", "person_id")[: SHOWN + 1]]
    return shown[:SHOWN], rows.count() if len(shown) > SHOWN else len(shown)


def _holder(access: Access, row: Membership) -> Holder:
    contained = row.custom_role.permissions.all() if row.custom_role else []
    rights = role_billing(Role(row.role), [Permission(p.permission) for p in contained if p.ended_at is None])
    return Holder(
        row.person,
        role_label(row.role, row.custom_role),
        rights_labels(rights),
        row.role == Role.SUPER_ADMIN,
        day_of(row.started_at, access.account.time_zone),
        row.person_id == access.actor.person_id,
    )
