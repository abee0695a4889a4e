"""The oracle on memberships: who may make whom a member, with which role, and who may end it."""

from bursar.access.permissions import Permission, Role, role_permissions
from bursar.accounts.models import CustomRolePermission, Membership
from tests.fuzz.case import Case
from tests.fuzz.tables import Change, Row

P = Permission


def may_be_member(case: Case, c: Change) -> bool:
    """A row of membership made or closed: by whoever manages its role, by leaving, or by accepting an offer."""
    if not c.is_new and c.altered() != {"ended_at"}:
        return False
    account, person = int(c.account or 0), c.row["person_id"]
    inviter = case.inviter(account, "member", person)
    if inviter is None and not c.is_new and person == case.actor:
        return True
    mine = case.held(account, inviter or case.actor)
    return _may_handle(c, mine) and (not c.is_new or _is_same_role(case, c) or _rights(c.row) <= mine)


def _may_handle(c: Change, mine: frozenset[Permission]) -> bool:
    """Plain Members are for whoever manages members, custom roles are given by whoever manages roles, too."""
    is_plain, is_custom = c.row["role"] == Role.MEMBER, c.row["role"] == Role.CUSTOM
    higher = {P.ADMIN_MANAGE, P.ROLE_MANAGE} if c.is_new and is_custom else {P.ADMIN_MANAGE}
    return P.MEMBER_MANAGE in mine and (is_plain or bool(higher & mine))


def _is_same_role(case: Case, c: Change) -> bool:
    """Suspending and resuming open a row of the same role."""
    closed = [other.row for other in case.of(Membership) if not other.is_new]
    return any(
        (row["person_id"], row["role"], row["custom_role_id"])
        == (c.row["person_id"], c.row["role"], c.row["custom_role_id"])
        for row in closed
    )


def _rights(row: Row) -> frozenset[Permission]:
    custom = CustomRolePermission.objects.filter(role_id=row["custom_role_id"], ended_at=None)
    return role_permissions(Role(row["role"]), (Permission(p) for p in custom.values_list("permission", flat=True)))
