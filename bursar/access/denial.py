"""Why not: the nearest road that did not count, what is wrong with it, and who could mend that."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bursar.access.facts import Fact, Facts, Membership
from bursar.access.kinds import goes_by_role
from bursar.access.nearby import apart
from bursar.access.permissions import Permission
from bursar.access.roads import Giver, given_by
from bursar.access.ways import Fault, Way, fault_of


class Reason(StrEnum):
    """Why somebody may not; the words are stable, other programs are told them."""

    MALFORMED = "malformed"  # what we were given cannot be understood
    UNKNOWN = "unknown"  # there is no such action, or not on such a thing
    INACTIVE = "inactive"  # the person is deactivated, or none of ours
    NO_TIE = "no_tie"  # neither a member nor the holder of anything
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    ASLEEP = "asleep"  # given to them by name, but the portal goes by role
    NOT_GIVEN = "not_given"
    OUTSIDE_SCOPE = "outside_scope"  # the person holds it perhaps, the token they use was not given it


_OF_FAULT = {
    Fault.OVER: Reason.EXPIRED,
    Fault.NOT_YET: Reason.NOT_YET,
    Fault.SUSPENDED: Reason.SUSPENDED,
    Fault.ASLEEP: Reason.ASLEEP,
}


@dataclass(frozen=True, slots=True)
class Denial:
    """What stands between a person and a right.

    `nearest` is the road that comes closest, each fact with what is wrong with it; without any road, what there is of
    one. `lacks` is the right that is missing: the one asked for, or one that it needs. `givers` are the ways to get it:
    what somebody must hold who could give it; none when nobody in the account could.
    """

    reason: Reason
    lacks: Permission | None = None
    nearest: tuple[tuple[Fact, Fault | None], ...] = ()
    givers: tuple[Giver, ...] = ()
    asked: Permission | None = None

    @property
    def is_obtainable(self) -> bool:
        """Whether somebody in the account could give it, if there is somebody who holds what that takes."""
        return bool(self.givers)

    @property
    def needed(self) -> Permission | None:
        """The right that the one asked for cannot be held without, when it is that one that is missing."""
        return self.lacks if self.asked is not None and self.asked != self.lacks else None

    def needed_by(self, action: Permission) -> "Denial":
        """The same, for somebody who holds `action` but not what that needs."""
        return replace(self, asked=action)


def nowhere(_action: str) -> Denial:
    """There is no such action, or it does not apply to such a thing."""
    return Denial(Reason.UNKNOWN)


def denied(facts: Facts, person: int, action: Permission, account: int, at: datetime, roads: Iterable[Way]) -> Denial:
    """Why none of these roads, which are all that lead to the right, counts at `at`."""
    if not any(active.span.covers(at) for active in facts.active_of.get(person, ())):
        return Denial(Reason.INACTIVE, action, asked=action)
    members = [m for m in facts.memberships_of.get((account, person), ()) if m.span.covers(at)]
    givers = given_by(action, is_by_role=goes_by_role(facts, account, at), member=next(iter(members), None))
    nearest = min((_judged(way, at) for way in roads), key=lambda judged: _distance(judged, at), default=None)
    if nearest is None:
        stands: tuple[tuple[Fact, Fault | None], ...] = tuple((m, _suspended(m)) for m in members)
        reason = _without_a_road(facts, person, account, members, at)
        return Denial(reason, action, stands, givers, action)
    reason = _OF_FAULT[next(fault for _, fault in nearest if fault is not None)]
    return Denial(reason, action, nearest, givers, action)


def _without_a_road(facts: Facts, person: int, account: int, members: list[Membership], at: datetime) -> Reason:
    if any(m.is_suspended for m in members):
        return Reason.SUSPENDED
    granted = any(g.span.covers(at) for g in facts.grants_to.get((account, person, None), ()))
    return Reason.NOT_GIVEN if members or granted else Reason.NO_TIE


def _judged(way: Way, at: datetime) -> tuple[tuple[Fact, Fault | None], ...]:
    return tuple((fact, fault_of(fact, way, at)) for fact in way.facts)


def _distance(judged: tuple[tuple[Fact, Fault | None], ...], at: datetime) -> tuple[int, timedelta, str]:
    """How far a road is from counting: by how many facts, then by how long; equal ones in a stable order."""
    wrong = [fact for fact, fault in judged if fault is not None]
    longest = max(apart(fact, at) for fact in wrong)
    return len(wrong), longest, repr(judged)


def _suspended(member: Membership) -> Fault | None:
    return Fault.SUSPENDED if member.is_suspended else None
