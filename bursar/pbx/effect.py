"""What a draft does to whom: who holds what before and after, through groups and their ancestors. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bursar.access.changes import changes
from bursar.access.facts import Facts, Grant, Source, Span
from bursar.access.permissions import PBX, PBX_NEEDS, PbxPermission, Permission


def _right(pbx: PbxPermission) -> Permission:
    besides = PBX[PBX_NEEDS[pbx]] if pbx in PBX_NEEDS else frozenset({Permission.PBX_ENTER})
    [right] = PBX[pbx] - besides
    return right


# The one right that each PBX permission stands for, besides entering and what it needs.
RIGHT: dict[PbxPermission, Permission] = {pbx: _right(pbx) for pbx in PbxPermission}


@dataclass(frozen=True, slots=True)
class Tick:
    """A permission ticked for a person or for a group (by their ids)."""

    permission: PbxPermission
    person: int | None = None
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """Who gains and who loses a right, whatever the road."""

    permission: PbxPermission
    gained: frozenset[int]
    lost: frozenset[int]


def after(facts: Facts, account: int, given: Iterable[Tick], taken: Iterable[Tick], at: datetime) -> Facts:
    """The facts as they would be once these ticks are given and taken."""
    gone = frozenset(taken)
    kept = {g for g in facts.grants if g.source is not Source.PBX or _tick(g) not in gone}
    new = {
        Grant(-n, account, Source.PBX, tick.permission, PBX[tick.permission], Span(at), tick.person, tick.group)
        for n, tick in enumerate(given, 1)
    }
    return replace(facts, grants=frozenset(kept | new))


def effects(before: Facts, later: Facts, account: int, at: datetime) -> tuple[Effect, ...]:
    """Who gains and who loses which right between the two, in the page's order; only what changes is listed."""
    by_right = {change.right: change for change in changes(before, later, account, at)}
    found = ((pbx, by_right[right]) for pbx, right in RIGHT.items() if right in by_right)
    return tuple(Effect(pbx, change.gained, change.lost) for pbx, change in found)


def _tick(grant: Grant) -> Tick:
    return Tick(PbxPermission(grant.name), grant.person, grant.group)
