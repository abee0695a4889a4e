"""What a draft does to whom: who holds what before and after, through groups and their ancestors. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bursar.access.changes import Change, changes
from bursar.access.facts import Facts, Grant, Source, Span
from bursar.access.permissions import PBX, PBX_NEEDS, PbxPermission, Permission
from bursar.grants.periods import ALWAYS, Period

TURNS = 12  # instants to come at which an effect is worked out


def _right(pbx: PbxPermission) -> Permission:
    besides = PBX[PBX_NEEDS[pbx]] if pbx in PBX_NEEDS else frozenset({Permission.PBX_ENTER})
    [right] = PBX[pbx] - besides
    return right


# The one right that each PBX permission stands for, besides entering and what it needs.
RIGHT: dict[PbxPermission, Permission] = {pbx: _right(pbx) for pbx in PbxPermission}


@dataclass(frozen=True, slots=True)
class Tick:
    """A permission ticked for a person or for a group (by their ids), for a period."""

    permission: PbxPermission
    person: int | None = None
    group: int | None = None
    period: Period = field(default=ALWAYS, compare=False)  # one is ticked once


@dataclass(frozen=True, slots=True)
class Effect:
    """Who gains and who loses a right, whatever the road: now or from `start` on, until `end` if that comes."""

    permission: PbxPermission
    gained: frozenset[int]
    lost: frozenset[int]
    start: datetime | None = None
    end: datetime | None = None


def after(facts: Facts, account: int, given: Iterable[Tick], taken: Iterable[Tick], at: datetime) -> Facts:
    """The facts as they would be once these ticks are given and taken."""
    gone = frozenset(taken)
    kept = {g for g in facts.grants if g.source is not Source.PBX or _tick(g) not in gone}
    new = {
        Grant(
            -n,
            account,
            Source.PBX,
            tick.permission,
            PBX[tick.permission],
            Span(tick.period.start(at), tick.period.valid_until),
            tick.person,
            tick.group,
        )
        for n, tick in enumerate(given, 1)
    }
    return replace(facts, grants=frozenset(kept | new))


def effects(before: Facts, later: Facts, account: int, at: datetime) -> tuple[Effect, ...]:
    """Who gains and who loses which right between the two, in the page's order; only what changes is listed.

    Looked at now and at each instant at which a grant that differs begins or ends.
    """
    instants = [at, *_turns(before, later, at)]
    seen = [{change.right: change for change in changes(before, later, account, instant)} for instant in instants]
    found: list[Effect] = []
    for pbx, right in RIGHT.items():
        found += _runs(pbx, instants, [each.get(right) for each in seen])
    return tuple(found)


def is_cut(before: Facts, later: Facts, at: datetime) -> bool:
    """Whether there are more such instants than are looked at."""
    return len(_all_turns(before, later, at)) > TURNS


def _turns(before: Facts, later: Facts, at: datetime) -> list[datetime]:
    return _all_turns(before, later, at)[:TURNS]


def _all_turns(before: Facts, later: Facts, at: datetime) -> list[datetime]:
    ends = (edge for grant in before.grants ^ later.grants for edge in (grant.span.start, grant.span.end))
    return sorted({edge for edge in ends if edge is not None and edge > at})


def _runs(pbx: PbxPermission, instants: Sequence[datetime], seen: Sequence[Change | None]) -> Iterator[Effect]:
    """Equal answers at one instant after another are one effect; an end is told of what is gained for a time."""
    nobody: frozenset[int] = frozenset()
    who = [(each.gained, each.lost) if each else (nobody, nobody) for each in seen]
    for n, (gained, lost) in enumerate(who):
        if (not gained and not lost) or (n and who[n - 1] == (gained, lost)):
            continue
        end = next((instants[m] for m in range(n + 1, len(who)) if who[m] != (gained, lost)), None)
        yield Effect(pbx, gained, lost, instants[n] if n else None, end if gained and not lost else None)


def _tick(grant: Grant) -> Tick:
    return Tick(PbxPermission(grant.name), grant.person, grant.group)
