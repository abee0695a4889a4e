"""Who may give what in a billing portal, and touch whom (rules 4 and 5, invariants 5 and 8)."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from bursar.access.permissions import Permission
from bursar.billing.terms import Terms
from bursar.core.errors import Forbidden
from bursar.grants.giving import own_end
from bursar.grants.queries import Access, permission_label


def require_assigned(access: Access) -> None:
    """Refuse to name anybody, or to change what was given by name, where the portal goes by role."""
    if access.goes_by_role:
        text = _(
            "In this account the billing portal goes by role: nobody is added, changed or removed here. Super admins "
            "give and take roles in the admin portal."
        )
        raise Forbidden("portal_goes_by_role", text)


def require_may_give(access: Access, terms: Terms) -> None:
    """Refuse when the actor would give a right that he does not hold, or beyond his own end date."""
    for refusal in giving_refusals(access, terms):
        raise refusal


def giving_refusals(access: Access, terms: Terms) -> Iterator[Forbidden]:
    """Why the actor may not give these terms; nothing when he may."""
    unheld = [permission_label(right) for right in sorted(terms.permissions - access.held)]
    if unheld:
        text = _("You can give only rights that you hold yourself. You lack: %(rights)s.")
        yield Forbidden("gives_unheld", text % {"rights": ", ".join(unheld)}, field="level")
        return
    end = earliest_end(access, terms.permissions)
    if end is not None and (terms.valid_until is None or terms.valid_until > end):
        text = _("Your own rights end sooner. Choose an end date that is not after yours.")
        yield Forbidden("beyond_own_end", text, field="ends_on")


def may_touch(access: Access, permissions: frozenset[Permission]) -> bool:
    """Whether the actor holds every right of the person he would change or remove."""
    return permissions <= access.held


def require_may_touch(access: Access, permissions: frozenset[Permission]) -> None:
    """Refuse to touch somebody who holds a right that the actor does not hold."""
    if not may_touch(access, permissions):
        text = _("This person holds rights that you do not hold, so you cannot change or remove them.")
        raise Forbidden("holds_more", text)


def earliest_end(access: Access, permissions: frozenset[Permission]) -> datetime | None:
    """When the actor's own holding of these rights ends first, or None when none of them has an end."""
    ends = [end for right in permissions if (end := own_end(access, right)) is not None]
    return min(ends, default=None)
