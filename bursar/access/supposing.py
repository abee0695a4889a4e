"""The facts as they would be after a change that nobody has made yet: what it gives and takes is told from the two."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from bursar.access.facts import Facts, Grant, InGroup, Nested, Source, Span
from bursar.access.permissions import Permission


def joining(known: Facts, account: int, people: Iterable[int], group: int, name: str, at: datetime) -> Facts:
    """Once these people are in the group."""
    new = {InGroup(account, person, group, name, Span(at)) for person in people}
    return replace(known, in_groups=known.in_groups | new)


def leaving(known: Facts, account: int, people: Iterable[int], groups: Iterable[int]) -> Facts:
    """Once these people are in none of these groups directly."""
    gone, out = frozenset(people), frozenset(groups)
    kept = (e for e in known.in_groups if e.account != account or e.person not in gone or e.group not in out)
    return replace(known, in_groups=frozenset(kept))


def grouped(known: Facts, account: int, person: int, groups: Mapping[int, str], at: datetime) -> Facts:
    """Once the person is in these groups (with their names) and no others."""
    before = {entry.group for entry in known.groups_of.get((account, person), ())}
    later = leaving(known, account, [person], before - groups.keys())
    for group in groups.keys() - before:
        later = joining(later, account, [person], group, groups[group], at)
    return later


def moved(known: Facts, account: int, group: int, parent: tuple[int, str] | None, at: datetime) -> Facts:
    """Once the group is inside another one (its id and name), or topmost."""
    kept = {each for each in known.nestings if (each.account, each.child) != (account, group)}
    new = {Nested(account, group, parent[0], parent[1], Span(at))} if parent else set()
    return replace(known, nestings=frozenset(kept | new))


def with_role(
    known: Facts,
    account: int,
    people: Iterable[int],
    role: str,
    permissions: frozenset[Permission],
    billing: frozenset[Permission],
) -> Facts:
    """Once these members have this role, which contains that."""
    given = frozenset(people)
    changed = (
        replace(each, role=role, permissions=permissions, billing=billing, begun=frozenset())
        if each.account == account and each.person in given
        else each
        for each in known.memberships
    )
    return replace(known, memberships=frozenset(changed))


def dissolved(known: Facts, account: int, group: int) -> Facts:
    """Once the group is gone: nobody is in it, it carries nothing, what was inside it moves up."""
    mine = (account, group)
    above = next((nested for nested in known.nestings if (nested.account, nested.child) == mine), None)
    inside = {nested for nested in known.nestings if (nested.account, nested.parent) == mine}
    moved_up = (
        {replace(each, parent=above.parent, parent_name=above.parent_name) for each in inside} if above else set()
    )
    return replace(
        known,
        in_groups=frozenset(each for each in known.in_groups if (each.account, each.group) != mine),
        nestings=(known.nestings - inside - {above}) | moved_up,
        grants=frozenset(each for each in known.grants if (each.account, each.group) != mine),
    )


def suspended(known: Facts, account: int, person: int, *, is_suspended: bool) -> Facts:
    """Once the person's membership is suspended, or no longer."""
    mine = (account, person)
    changed = (replace(m, is_suspended=is_suspended) if (m.account, m.person) == mine else m for m in known.memberships)
    return replace(known, memberships=frozenset(changed))


def gone(known: Facts, account: int, person: int) -> Facts:
    """Once the person is no member any more: groups and PBX permissions end with that, a billing level does not."""
    mine = (account, person)
    ticks = {each for each in known.grants if (each.account, each.person, each.source) == (*mine, Source.PBX)}
    return replace(
        known,
        memberships=frozenset(each for each in known.memberships if (each.account, each.person) != mine),
        in_groups=frozenset(each for each in known.in_groups if (each.account, each.person) != mine),
        grants=known.grants - ticks,
    )


def with_level(known: Facts, account: int, person: int, grant: Grant | None) -> Facts:
    """Once the person is billing administrator by this grant alone, or by none."""
    mine = (account, person, Source.BILLING)
    kept = {each for each in known.grants if (each.account, each.person, each.source) != mine}
    return replace(known, grants=frozenset(kept | ({grant} if grant else set())))


def together(known: Facts, more: Facts) -> Facts:
    """What is known from both."""
    return Facts(
        known.active | more.active,
        known.portals | more.portals,
        known.memberships | more.memberships,
        known.in_groups | more.in_groups,
        known.nestings | more.nestings,
        known.grants | more.grants,
    )
