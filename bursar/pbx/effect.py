"""What a draft does to whom: who holds what before and after, through groups and their ancestors. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from bursar.access import policy
from bursar.access.facts import Facts, Grant, InGroup, Membership, Source, Span
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
    earlier_of, later_of = _narrowed(before, account, at), _narrowed(later, account, at)
    touched = _touched(before, before.grants ^ later.grants, account, at)
    found = []
    for pbx, right in RIGHT.items():
        had = {p for p in touched if policy.decide(earlier_of(p), p, right, account, at).is_allowed}
        has = {p for p in touched if policy.decide(later_of(p), p, right, account, at).is_allowed}
        if had != has:
            found.append(Effect(pbx, frozenset(has - had), frozenset(had - has)))
    return tuple(found)


def holders(facts: Facts, right: Permission, account: int, at: datetime) -> Iterator[int]:
    """Who has `right`, one after the other: members, and billing administrators who are none."""
    of = _narrowed(facts, account, at)
    people = {m.person for m in facts.memberships} | {g.person for g in facts.grants if g.person is not None}
    return (p for p in sorted(people) if policy.decide(of(p), p, right, account, at).is_allowed)


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


def _narrowed(facts: Facts, account: int, at: datetime) -> Callable[[int], Facts]:
    """A function that answers the facts about one person alone: a decision for each of many people stays cheap."""
    members: dict[int, set[Membership]] = defaultdict(set)
    entries: dict[int, set[InGroup]] = defaultdict(set)
    own: dict[int, set[Grant]] = defaultdict(set)
    carried: dict[int, set[Grant]] = defaultdict(set)
    for m in facts.memberships:
        members[m.person].add(m)
    for i in facts.in_groups:
        entries[i.person].add(i)
    for g in facts.grants:
        if g.person is not None:
            own[g.person].add(g)
        elif g.group is not None:
            carried[g.group].add(g)
    reach = {group: above(facts, group, account, at) for group in {i.group for i in facts.in_groups}}

    def of(person: int) -> Facts:
        groups: set[int] = set().union(*(reach[i.group] for i in entries[person]))
        return Facts(
            active=facts.active & {person},
            memberships=frozenset(members[person]),
            in_groups=frozenset(entries[person]),
            nestings=frozenset(n for n in facts.nestings if n.child in groups),
            grants=frozenset(own[person]).union(*(carried[g] for g in groups)),
        )

    return of
