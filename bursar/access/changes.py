"""What a change of facts gives and takes: for each right who gains it and who loses it, whatever the road."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from bursar.access.facts import Active, Fact, Facts, Grant, Nested, Portal
from bursar.access.permissions import Permission
from bursar.access.policy import held


@dataclass(frozen=True, slots=True)
class Change:
    """Who gains and who loses one right (by id)."""

    right: Permission
    gained: frozenset[int]
    lost: frozenset[int]


def changes(before: Facts, after: Facts, account: int, at: datetime) -> tuple[Change, ...]:
    """Each right that somebody would gain or lose in the account between the two, in the order of the table.

    Both must hold everything about the persons whom a difference could concern; nobody else is looked at.
    """
    return between(before, at, after, at, account, touched(before, after, account))


def between(
    before: Facts, at: datetime, after: Facts, until: datetime, account: int, people: Iterable[int]
) -> tuple[Change, ...]:
    """The same for two instants, each with its own facts, for these persons: time alone may change what they hold."""
    people = sorted(people)
    earlier = {person: held(before, person, account, at) for person in people}
    later = {person: held(after, person, account, until) for person in people}
    found = []
    for right in Permission:
        had = frozenset(person for person in people if right in earlier[person])
        has = frozenset(person for person in people if right in later[person])
        if had != has:
            found.append(Change(right, has - had, had - has))
    return tuple(found)


def touched(before: Facts, after: Facts, account: int) -> frozenset[int]:
    """The persons whom any fact of the account concerns that is in one of the two alone, through groups as well."""
    different = [fact for kind in fields(Facts) for fact in getattr(before, kind.name) ^ getattr(after, kind.name)]
    about = [_about(fact, account) for fact in different]
    people = {person for person, _group in about if person is not None}
    groups = {group for _person, group in about if group is not None}
    if any(isinstance(fact, Portal) and fact.account == account for fact in different):
        people |= before.people_in.get(account, frozenset()) | after.people_in.get(account, frozenset())
    below = _below(before, after, groups, account)
    entries = (entry for known in (before, after) for entry in known.in_groups if below)
    return frozenset(people | {entry.person for entry in entries if entry.group in below and entry.account == account})


def _about(fact: Fact, account: int) -> tuple[int | None, int | None]:
    """The person or the group that a fact of the account is about; a portal is about everybody."""
    if isinstance(fact, Active):
        return fact.person, None
    if isinstance(fact, Portal) or fact.account != account:
        return None, None
    if isinstance(fact, Nested):
        return None, fact.child
    return fact.person, fact.group if isinstance(fact, Grant) else None


def _below(before: Facts, after: Facts, groups: Iterable[int], account: int) -> set[int]:
    """These groups and every one inside them, in either of the two, at whatever time."""
    inside: dict[int, set[int]] = {}
    for nested in before.nestings | after.nestings:
        if nested.account == account:
            inside.setdefault(nested.parent, set()).add(nested.child)
    found: set[int] = set()
    waiting = set(groups)
    while waiting:
        group = waiting.pop()
        found.add(group)
        waiting |= inside.get(group, set()) - found
    return found
