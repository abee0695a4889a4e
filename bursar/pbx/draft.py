"""The draft of the permissions page as plain values: what it changes, and how it fits on what was saved meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bursar.access.permissions import PBX_NEEDS, PbxPermission
from bursar.grants.periods import ALWAYS, Period


class Kind(StrEnum):
    """Who can be ticked: a person or a group."""

    PERSON = "person"
    GROUP = "group"


@dataclass(frozen=True, slots=True, order=True)
class Principal:
    """A person or a group, by public id; written `person:<uid>` in forms."""

    kind: Kind
    uid: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.uid}"

    @classmethod
    def parse(cls, text: str) -> "Principal":
        """The principal that `text` names. Raises ValueError."""
        kind, _colon, uid = text.partition(":")
        return cls(Kind(kind), uid)


Ticks = frozenset[PbxPermission]
# What is ticked for whom. Who is missing from a draft stays as they are: a saved form never strips anybody silently.
Page = Mapping[Principal, Ticks]
# From when until when a tick counts. One of which a draft says nothing keeps its period; a new one counts for good.
Dates = Mapping[PbxPermission, Period]
Periods = Mapping[Principal, Dates]
# What somebody holds: each tick with its period, a beginning that has passed left out (`Period.since`).
Held = Mapping[Principal, Dates]
NONE: Ticks = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """What a draft changes for one principal; `was` and `dates` are the periods of what they held and of the new."""

    principal: Principal
    old: Ticks
    new: Ticks
    was: Dates = field(default_factory=dict)
    dates: Dates = field(default_factory=dict)

    @property
    def given(self) -> Ticks:
        """What they hold after Save and not before."""
        return self.new - self.old

    @property
    def taken(self) -> Ticks:
        """What they hold before Save and not after."""
        return self.old - self.new

    @property
    def moved(self) -> Ticks:
        """What they hold before and after, for another period."""
        return frozenset(p for p in self.old & self.new if self.period(p) != self.was.get(p, ALWAYS))

    @property
    def missing(self) -> Ticks:
        """What is wanted without what it needs: Pay without View."""
        return frozenset(p for p in self.new if p in PBX_NEEDS and PBX_NEEDS[p] not in self.new)

    def period(self, permission: PbxPermission) -> Period:
        """From when until when a tick counts after Save."""
        return self.dates.get(permission, self.was.get(permission, ALWAYS))

    def added(self, now: datetime) -> Ticks:
        """What is given, or made to begin sooner or to last longer: to be given by somebody who may."""
        return self.given | {p for p in self.moved if not self.period(p).is_within(self.was.get(p, ALWAYS), now)}

    def lessened(self, now: datetime) -> Ticks:
        """What is taken, or made to begin later or to end sooner."""
        return self.taken | {p for p in self.moved if not self.was.get(p, ALWAYS).is_within(self.period(p), now)}


def since(periods: Periods, now: datetime) -> Periods:
    """The same, beginnings that have passed left out."""
    return {who: {p: period.since(now) for p, period in dates.items()} for who, dates in periods.items()}


def changes(current: Held, wanted: Page, periods: Periods | None = None) -> tuple[Change, ...]:
    """What has to change to get from the present page to the wanted rows, in a fixed order."""
    found = []
    for who in sorted(wanted):
        was, dates = current.get(who, {}), (periods or {}).get(who, {})
        mine = {permission: dates[permission] for permission in wanted[who] if permission in dates}
        found.append(Change(who, frozenset(was), wanted[who], was, mine))
    return tuple(change for change in found if change.old != change.new or change.moved)


def merged(base: Held, wanted: Page, periods: Periods, current: Held) -> tuple[dict[Principal, Ticks], Periods]:
    """The wanted rows again, on top of what was saved since `base`: what the draft added is added, what it removed is
    removed, what it moved is moved if it is still there; the rest is left as the other one saved it."""
    rows: dict[Principal, Ticks] = {}
    dates: dict[Principal, Dates] = {}
    for change in changes(base, wanted, periods):
        rows[change.principal] = ticks = _on_top(change, current)
        dates[change.principal] = {p: change.period(p) for p in (change.given | change.moved) & ticks}
    return rows, dates


def _on_top(change: Change, current: Held) -> Ticks:
    ticks = (frozenset(current.get(change.principal, {})) | change.given) - change.taken
    for permission, need in PBX_NEEDS.items():
        if permission in ticks and need not in ticks:
            # As the page does it: giving Pay gives View; where View is gone, a Pay that nobody asked for goes too.
            ticks = ticks | {need} if permission in change.given else ticks - {permission}
    return ticks
