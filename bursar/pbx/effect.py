"""What a draft does to whom: who holds what before and after, through groups and their ancestors. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bursar.access import policy
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
    touched = _touched(before, before.grants ^ later.grants, account, at)
    earlier = {p: policy.held(before, p, account, at) for p in touched}
    later_on = {p: policy.held(later, p, account, at) for p in touched}
    found = []
    for pbx, right in RIGHT.items():
        had = {p for p in touched if right in earlier[p]}
        has = {p for p in touched if right in later_on[p]}
        if had != has:
            found.append(Effect(pbx, frozenset(has - had), frozenset(had - has)))
    return tuple(found)


def above(facts: Facts, group: int, account: int, at: datetime) -> frozenset[int]:
    """The group and all its ancestors."""
    return frozenset({group, *(n.parent for n in policy.group_chain(facts, group, account, at))})


def _tick(grant: Grant) -> Tick:
    return Tick(PbxPermission(grant.name), grant.person, grant.group)


def _touched(facts: Facts, changed: Iterable[Grant], account: int, at: datetime) -> frozenset[int]:
    """Persons whom a changed grant could concern: themselves, or through a group below."""
    people = {g.person for g in changed if g.person is not None}
    groups = {g.group for g in changed if g.group is not None}
    filled = {i.group for i in facts.in_groups}
    below = {group for group in filled if groups and above(facts, group, account, at) & groups}
    return frozenset(people | {i.person for i in facts.in_groups if i.group in below})
