"""What a Save must not do (rule 6), asked by the command and, before it, by the page."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from bursar.access import policy
from bursar.access.permissions import PbxPermission, Permission
from bursar.core.errors import Refused
from bursar.grants import giving
from bursar.grants.queries import Access
from bursar.pbx import effect, reach, words
from bursar.pbx.draft import Change, Principal
from bursar.pbx.effect import Tick
from bursar.pbx.principals import Found


def refusals(access: Access, changed: Sequence[Change], found: Mapping[Principal, Found]) -> Iterator[Refused]:
    """Everything that stands against these changes; nothing when they may be saved."""
    for change in changed:
        yield from _pay_without_view(change, found[change.principal])
        yield from _cannot_receive(change, found[change.principal])
        yield from _not_theirs_to_give(access, change)
    yield from _nobody_left(access, changed, found)


def ticks(changed: Sequence[Change], found: Mapping[Principal, Found]) -> tuple[list[Tick], list[Tick]]:
    """What the changes give and what they take, by ids."""
    given = [_tick(p, found[c.principal]) for c in changed for p in sorted(c.given)]
    taken = [_tick(p, found[c.principal]) for c in changed for p in sorted(c.taken)]
    return given, taken


def _tick(permission: object, found: Found) -> Tick:
    person = found.person.pk if found.person else None
    group = found.group.pk if found.group else None
    return Tick(permission, person, group)  # type: ignore[arg-type]


def _pay_without_view(change: Change, found: Found) -> Iterator[Refused]:
    for permission in sorted(change.missing):
        text = _("%(name)s cannot hold “%(right)s” without “View invoices”. Tick both, or neither.")
        values = {"name": found.name, "right": words.label(permission)}
        yield Refused("pay_needs_view", text % values, field=str(change.principal))


def _cannot_receive(change: Change, found: Found) -> Iterator[Refused]:
    if change.given and not found.may_receive:
        text = _("%(name)s is suspended, so nothing can be given to them. Taking away is possible.")
        yield Refused("cannot_receive", text % {"name": found.name}, field=str(change.principal))


def _not_theirs_to_give(access: Access, change: Change) -> Iterator[Refused]:
    rights = {effect.RIGHT[permission] for permission in change.given}
    yield from giving.refusals(access, rights, field=str(change.principal))


def _nobody_left(access: Access, changed: Sequence[Change], found: Mapping[Principal, Found]) -> Iterator[Refused]:
    account, at = access.account, access.at
    if not any(PbxPermission.SUPER_ADMINISTRATOR in change.taken for change in changed):
        return
    known = reach.around_managing(account, [found[change.principal] for change in changed])
    later = effect.after(known, account.pk, *ticks(changed, found), at)
    if next(policy.who(later, Permission.PBX_PERMISSION_MANAGE, account.pk, at), None) is None:
        text = _("The last Super administrator stays: afterwards nobody could change this page. Name another first.")
        yield Refused("last_super_administrator", text)
