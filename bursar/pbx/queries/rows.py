"""The permissions page: its rows, each tick with its giver, and what comes through groups."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bursar.access.permissions import PbxPermission, Role
from bursar.accounts.models import Account
from bursar.core import clock
from bursar.core.windows import START, Place, Window
from bursar.grants.models import Grant
from bursar.grants.periods import ALWAYS, Period
from bursar.grants.queries import not_over
from bursar.pbx.draft import Dates, Held, Principal, Ticks
from bursar.pbx.principals import Found, find
from bursar.pbx.queries import listed
from bursar.pbx.queries.listed import principal_of

Ticked = dict[Principal, dict[PbxPermission, Grant]]


@dataclass(frozen=True, slots=True)
class Given:
    """By whom and when a permission was ticked, and for which period."""

    by: str
    at: datetime
    period: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Row:
    """A person or a group with what is ticked for them."""

    who: Found
    given: Mapping[PbxPermission, Given] = field(default_factory=dict)
    through: Mapping[PbxPermission, list[str]] = field(default_factory=dict)  # names of groups
    path: str = ""  # of a group: those around it, from the top

    @property
    def principal(self) -> Principal:
        """The person or group."""
        return self.who.principal

    @property
    def ticks(self) -> Ticks:
        """What is ticked for them directly."""
        return frozenset(self.given)

    @property
    def dates(self) -> Dates:
        """The periods of those ticks that have one."""
        return {p: given.period for p, given in self.given.items() if given.period != ALWAYS}


@dataclass(frozen=True, slots=True)
class PermissionsView:
    """The part of the page that is in sight, as it is now; what was added to it stands first."""

    head: listed.Head
    drawn_at: datetime
    rows: list[Row]
    window: Window[list[Grant]]


def page(account: Account, also: Iterable[Principal] = (), place: Place = START) -> PermissionsView:
    """The page's rows in sight: who has a tick, and those of `also`. Raises NotKnown when one of them is unknown.

    The number of queries depends neither on the number of rows nor on that of members.
    """
    drawn_at = clock.now()
    wanted = list(dict.fromkeys(also))
    seen = listed.ticks_in_sight(account, place)
    ticks = {**ticked(account, wanted), **_by_principal(grant for each in seen.rows for grant in each)}
    added = _added(account, wanted, ticks)
    holders = {who: next(iter(grants.values())) for who, grants in ticks.items()}
    persons = [grant.person.pk for grant in holders.values() if grant.person]
    groups = [grant.group.pk for grant in holders.values() if grant.group]
    new = list(added.values())
    through, members = listed.through(
        account, [*persons, *(w.id for w in new if w.person)], [*groups, *(w.id for w in new if w.group)]
    )
    found = {**added, **{who: held for who, grant in holders.items() if (held := _holder(who, grant, members))}}
    shown = {who: found[who] for who in [*wanted, *found] if who in found}
    rows = [_row(who, ticks.get(key, {}), through[key.kind, who.id]) for key, who in shown.items()]
    return PermissionsView(listed.head(account), drawn_at, rows, seen)


def ticked(account: Account, who: Sequence[Principal]) -> Ticked:
    """What is ticked for these now, or will count: the open grants by principal and permission."""
    return _by_principal(listed.ticks_of(account, who).filter(not_over())) if who else {}


def over(account: Account, who: Sequence[Principal], now: datetime) -> Ticked:
    """Their ticks whose period is over: open rows that count no more."""
    return _by_principal(listed.ticks_of(account, who).filter(valid_until__lte=now)) if who else {}


def held(ticks: Ticked, now: datetime) -> Held:
    """Ticks as plain values, each with its period from now on."""
    return {who: {p: period_of(grant).since(now) for p, grant in grants.items()} for who, grants in ticks.items()}


def period_of(grant: Grant) -> Period:
    """From when until when a tick counts."""
    return Period(grant.valid_from, grant.valid_until)


def _by_principal(rows: Iterable[Grant]) -> Ticked:
    found: Ticked = {}
    for grant in rows:
        found.setdefault(principal_of(grant), {})[PbxPermission(grant.name)] = grant
    return found


def _added(account: Account, wanted: list[Principal], ticks: Ticked) -> dict[Principal, Found]:
    """Those added to the page who have no tick yet. Raises NotKnown."""
    new = [who for who in wanted if who not in ticks]
    return find(account, new) if new else {}


def _holder(who: Principal, grant: Grant, members: listed.Members) -> Found | None:
    """The holder of a tick; None for a person who is no member."""
    if grant.group:
        return Found(who, group=grant.group)
    if grant.person is None or grant.person.pk not in members:
        return None
    role, is_suspended = members[grant.person.pk]
    may_receive = grant.person.is_active and not is_suspended
    return Found(who, grant.person, may_receive=may_receive, is_super_admin=role == Role.SUPER_ADMIN)


def _row(who: Found, grants: Mapping[PbxPermission, Grant], around: listed.Through) -> Row:
    now = clock.now()
    given = {p: _given(g, now) for p, g in grants.items()}
    return Row(who, given, dict(around.carried), " › ".join(reversed(around.path)))


def _given(grant: Grant, now: datetime) -> Given:
    by = str(grant.granted_by or grant.granted_by_operator or "")
    return Given(by, grant.granted_at, period_of(grant).since(now))
