"""What a custom role may be made of, by whom; rights over bills only where the billing portal goes by role."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from bursar.access.permissions import BILLING, NEEDS, ROLE_BILLING, ROLE_PERMISSIONS, Permission
from bursar.core.errors import Forbidden, Refused
from bursar.grants.giving import own_end
from bursar.grants.queries import Access, permission_label

P = Permission
# What cannot be ticked for a role without something else, here and in the form.
ROLE_NEEDS = {P.MEMBER_MANAGE: P.MEMBER_VIEW, P.GROUP_MANAGE: P.MEMBER_VIEW, P.INVOICE_PAY: NEEDS[P.INVOICE_PAY]}


def offered(access: Access) -> tuple[Permission, ...]:
    """What a role of the account may be made of now, in the order of the table."""
    return (*ROLE_PERMISSIONS, *ROLE_BILLING) if access.goes_by_role else ROLE_PERMISSIONS


def counting(access: Access, contained: frozenset[Permission]) -> frozenset[Permission]:
    """What of a role's content counts in the account now; the rest sleeps, and is kept."""
    return contained & frozenset(offered(access))


def require_offered(access: Access, permissions: frozenset[Permission]) -> None:
    """Refuse what no role of this account can be made of now."""
    if permissions - frozenset(offered(access)):
        raise Refused("not_for_roles", _not_offered(access), field="permissions")


def unpassable(access: Access, permissions: frozenset[Permission]) -> Iterator[Permission]:
    """What the actor may not put into a role or give by one: what they lack, and bills that they hold until a date.

    A role has no end: by one, nothing is given beyond one's own.
    """
    for permission in sorted(permissions):
        if permission not in access.held or (permission in BILLING and own_end(access, permission) is not None):
            yield permission


def require_to_contain(access: Access, permissions: frozenset[Permission], *, field: str | None = None) -> None:
    """Refuse when a role would contain, or contains, what the actor does not hold for good."""
    for permission in unpassable(access, permissions):
        raise Forbidden(
            "lacks_permission_of_role",
            _("You do not have “%(right)s” yourself, so you cannot handle a role that contains it.")
            % {"right": permission_label(permission)},
            field=field,
        )


def refuse_unsound(access: Access, permissions: frozenset[Permission]) -> None:
    """Refuse a content that makes no sense, counts nowhere in this account, or is not the actor's to give."""
    if not permissions:
        text = _("Tick at least one permission. For none, there is the role Member.")
        raise Refused("role_empty", text, field="permissions")
    require_offered(access, permissions)
    for permission, need in ROLE_NEEDS.items():
        if permission in permissions and need not in permissions:
            code = "needs_member_view" if need is P.MEMBER_VIEW else "pay_needs_view"
            text = _("“%(right)s” needs “%(needed)s”. Tick both, or neither.")
            values = {"right": permission_label(permission), "needed": permission_label(need)}
            raise Refused(code, text % values, field="permissions")
    require_to_contain(access, permissions, field="permissions")


def _not_offered(access: Access) -> str:
    if access.goes_by_role:
        text = _(
            "A role contains permissions of the admin portal and, of those over bills, entering, viewing and paying."
        )
        return str(text)
    return str(_("A role contains permissions of the admin portal only; bills are given in the billing portal."))
