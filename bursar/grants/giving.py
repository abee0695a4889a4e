"""The rule over money: View and Pay are given only by somebody who holds them, and never beyond their own end.

Whoever may change the PBX permissions page until a date gives that right no longer than they have it, either.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bursar.access.permissions import GUARDED, NEEDS, Permission
from bursar.core.days import format_end
from bursar.core.errors import Forbidden
from bursar.grants.queries import Access, permission_label

# What is looked at: with the right to change the page one could go on to give all the others.
_PASSED_ON = GUARDED | {Permission.PBX_PERMISSION_MANAGE}


def require_to_give(
    access: Access, permissions: Iterable[Permission], *, until: datetime | None, field: str | None = None
) -> None:
    """Refuse when the actor may not pass one of `permissions` on until then (None: for good).

    For every road on which these reach somebody: the permissions page, putting a person into a group that carries them,
    nesting a group under one. Whoever holds a right now holds it until their own end, so no beginning needs a rule.
    """
    for refusal in refusals(access, permissions, until=until, field=field):
        raise refusal


def refusals(
    access: Access, permissions: Iterable[Permission], *, until: datetime | None, field: str | None = None
) -> Iterator[Forbidden]:
    """The same, as refusals to show rather than the first one to raise."""
    for permission in sorted(_PASSED_ON & frozenset(permissions)):
        label = permission_label(permission)
        if not access.may(permission):
            text = _("“%(right)s” can be given only by somebody who holds it, and you do not hold it.")
            yield Forbidden("gives_unheld", text % {"right": label}, field=field, why=access.why(permission))
            continue
        end = own_end(access, permission)
        if end is not None and (until is None or until > end):
            text = _("You hold “%(right)s” until %(end)s, so you cannot give it to others for longer than that.")
            said = format_end(end, access.account.time_zone, get_language())
            yield Forbidden("beyond_own_end", text % {"right": label, "end": said}, field=field)


def own_end(access: Access, permission: Permission) -> datetime | None:
    """When the actor's own holding of `permission` ends (with what it needs), or None when it does not."""
    ends = [chain.until for chain in access.why(permission).chains]
    latest = None if None in ends else max((end for end in ends if end is not None), default=None)
    need = NEEDS.get(permission)
    known = [end for end in (latest, own_end(access, need) if need else None) if end is not None]
    return min(known, default=None)
