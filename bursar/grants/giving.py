"""The rule over money: View and Pay are given only by somebody who holds them, and never beyond their own end."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from bursar.access.permissions import GUARDED, NEEDS, Permission
from bursar.core.errors import Forbidden
from bursar.grants.queries import Access, permission_label


def require_to_give(access: Access, permissions: Iterable[Permission], *, field: str | None = None) -> None:
    """Refuse when the actor may not pass one of `permissions` on (only View and Pay are looked at).

    For every road on which View or Pay reach somebody without an end date: the permissions page, putting a person into
    a group that carries them, nesting a group under one.
    """
    for refusal in refusals(access, permissions, field=field):
        raise refusal


def refusals(access: Access, permissions: Iterable[Permission], *, field: str | None = None) -> Iterator[Forbidden]:
    """The same, as refusals to show rather than the first one to raise."""
    for permission in sorted(GUARDED & frozenset(permissions)):
        label = permission_label(permission)
        if not access.may(permission):
            text = _("“%(right)s” can be given only by somebody who holds it, and you do not hold it.")
            yield Forbidden("gives_unheld", text % {"right": label}, field=field, why=access.why(permission))
        elif own_end(access, permission) is not None:
            text = _("You hold “%(right)s” until a date, so you cannot give it to others for longer than that.")
            yield Forbidden("beyond_own_end", text % {"right": label}, field=field)


def own_end(access: Access, permission: Permission) -> datetime | None:
    """When the actor's own holding of `permission` ends (with what it needs), or None when it does not."""
    ends = [chain.until for chain in access.why(permission).chains]
    latest = None if None in ends else max((end for end in ends if end is not None), default=None)
    need = NEEDS.get(permission)
    known = [end for end in (latest, own_end(access, need) if need else None) if end is not None]
    return min(known, default=None)
