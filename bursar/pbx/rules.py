"""What a Save must not do (rule 6), asked by the command and, before it, by the page."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from bursar.access import policy
from bursar.access.facts import Facts
from bursar.access.permissions import PBX_NEEDS, PbxPermission, Permission
from bursar.core.errors import Refused
from bursar.grants import giving
from bursar.grants.periods import check_period
from bursar.grants.queries import Access
from bursar.pbx import effect, reach, words
from bursar.pbx.draft import Change, Dates, Periods, Principal
from bursar.pbx.effect import Tick
from bursar.pbx.principals import Found

SUPER = PbxPermission.SUPER_ADMINISTRATOR


def refusals(
    access: Access, changed: Sequence[Change], found: Mapping[Principal, Found], periods: Periods
) -> Iterator[Refused]:
    """Everything that stands against these changes, asked with these periods; nothing when they may be saved."""
    for change in changed:
        yield from _pay_without_view(change, found[change.principal])
        yield from _malformed_periods(access, change, periods.get(change.principal, {}))
        yield from _pay_apart_from_view(change, found[change.principal], access.at)
        yield from _cannot_receive(change, found[change.principal], access.at)
        yield from _not_theirs_to_give(access, change)
    yield from _nobody_left(access, changed, found)


def ticks(changed: Sequence[Change], found: Mapping[Principal, Found]) -> tuple[list[Tick], list[Tick]]:
    """What the changes give and what they take, by ids; what they move is taken and given again."""
    given = [_tick(c, p, found[c.principal]) for c in changed for p in sorted(c.given | c.moved)]
    taken = [_tick(c, p, found[c.principal]) for c in changed for p in sorted(c.taken | c.moved)]
    return given, taken


def _tick(change: Change, permission: PbxPermission, found: Found) -> Tick:
    person = found.person.pk if found.person else None
    group = found.group.pk if found.group else None
    return Tick(permission, person, group, change.period(permission))


def at_field(change: Change, permission: PbxPermission) -> str:
    """The field of a period: the row, and which of its ticks."""
    return f"{change.principal}#{permission}"


def _pay_without_view(change: Change, found: Found) -> Iterator[Refused]:
    for permission in sorted(change.missing):
        text = _("%(name)s cannot hold “%(right)s” without “View invoices”. Tick both, or neither.")
        values = {"name": found.name, "right": words.label(permission)}
        yield Refused("pay_needs_view", text % values, field=str(change.principal))


def _malformed_periods(access: Access, change: Change, periods: Dates) -> Iterator[Refused]:
    for permission in sorted(change.new & periods.keys()):
        field = at_field(change, permission)
        try:
            check_period(periods[permission], access.account.time_zone, starts=field, ends=field)
        except Refused as refusal:
            yield refusal


def _pay_apart_from_view(change: Change, found: Found, now: datetime) -> Iterator[Refused]:
    """Pay counts only where View does, at every instant (invariant 6)."""
    for permission, need in PBX_NEEDS.items():
        both = {permission, need} <= change.new
        if both and not change.period(permission).is_within(change.period(need), now):
            text = _(
                "%(name)s cannot hold “%(right)s” sooner or longer than “View invoices”. Choose dates within those of "
                "“View invoices”, or change these too."
            )
            values = {"name": found.name, "right": words.label(permission)}
            yield Refused("pay_outlasts_view", text % values, field=at_field(change, permission))


def _cannot_receive(change: Change, found: Found, now: datetime) -> Iterator[Refused]:
    if change.added(now) and not found.may_receive:
        text = _("%(name)s is suspended, so nothing can be given to them. Taking away is possible.")
        yield Refused("cannot_receive", text % {"name": found.name}, field=str(change.principal))


def _not_theirs_to_give(access: Access, change: Change) -> Iterator[Refused]:
    for permission in sorted(change.added(access.at)):
        until, field = change.period(permission).valid_until, str(change.principal)
        is_dated = permission in change.dates
        field = at_field(change, permission) if is_dated and access.may(effect.RIGHT[permission]) else field
        yield from giving.refusals(access, {effect.RIGHT[permission]}, until=until, field=field)


def _nobody_left(access: Access, changed: Sequence[Change], found: Mapping[Principal, Found]) -> Iterator[Refused]:
    """The page is never without somebody who may change it: not now, nor when the last of them comes to an end."""
    account, at = access.account.pk, access.at
    if not any(SUPER in change.lessened(at) for change in changed):
        return
    known = reach.around_managing(access.account, [found[change.principal] for change in changed])
    later = effect.after(known, account, *ticks(changed, found), at)
    if any(_somebody(known, account, then) and not _somebody(later, account, then) for then in _ends(later, at)):
        text = _("The last Super administrator stays: afterwards nobody could change this page. Name another first.")
        yield Refused("last_super_administrator", text)


def _somebody(facts: Facts, account: int, at: datetime) -> bool:
    return next(policy.who(facts, Permission.PBX_PERMISSION_MANAGE, account, at), None) is not None


def _ends(facts: Facts, at: datetime) -> list[datetime]:
    """Now, and every instant at which somebody's right to change the page ends."""
    return [at, *sorted({g.span.end for g in facts.grants if g.name == SUPER and g.span.end and g.span.end > at})]
