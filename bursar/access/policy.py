"""The decision: may this person do this in this account at this instant, and by which chain of facts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bursar.access.facts import Facts, Grant, InGroup, Membership, Nested, Source
from bursar.access.permissions import NEEDS, Permission

Link = Membership | InGroup | Nested | Grant


@dataclass(frozen=True, slots=True)
class Chain:
    """The facts by which a right comes about, from the person to the grant or role."""

    permission: Permission
    links: tuple[Link, ...]

    @property
    def until(self) -> datetime | None:
        """When the first of its facts ends, or None when none of them has an end."""
        ends = [link.span.end for link in self.links if link.span.end is not None]
        return min(ends) if ends else None

    @property
    def grant(self) -> Grant | None:
        """The grant at its end, or None when a role gives the right."""
        last = self.links[-1]
        return last if isinstance(last, Grant) else None


@dataclass(frozen=True, slots=True)
class Decision:
    """Allowed with every chain that allows it, or denied with what is missing."""

    permission: Permission
    chains: tuple[Chain, ...]
    missing: str = ""  # inactive | no_tie | suspended | not_given | needs:<permission>

    @property
    def is_allowed(self) -> bool:
        """An allow is nothing but its chains: without one it is a deny."""
        return bool(self.chains)


def decide(facts: Facts, person: int, permission: Permission, account: int, at: datetime) -> Decision:
    """Whether `person` may do `permission` in `account` at `at`, with every chain that says so. Default deny."""
    if person not in facts.active:
        return Decision(permission, (), "inactive")
    chains = tuple(_chains(facts, person, permission, account, at))
    if not chains:
        return Decision(permission, (), _why_not(facts, person, account, at))
    need = NEEDS.get(permission)
    if need is not None and not decide(facts, person, need, account, at).is_allowed:
        return Decision(permission, (), f"needs:{need}")
    return Decision(permission, chains)


def held(facts: Facts, person: int, account: int, at: datetime) -> frozenset[Permission]:
    """Every permission that `person` has in `account` at `at`."""
    return frozenset(p for p in Permission if decide(facts, person, p, account, at).is_allowed)


def accounts(facts: Facts, person: int, permission: Permission, at: datetime) -> frozenset[int]:
    """Where `person` has `permission` at `at`."""
    known = {m.account for m in facts.memberships} | {g.account for g in facts.grants}
    return frozenset(a for a in known if decide(facts, person, permission, a, at).is_allowed)


def group_chain(facts: Facts, group: int, account: int, at: datetime) -> tuple[Nested, ...]:
    """The nestings that lead from `group` up to its topmost ancestor (a group has at most one parent)."""
    parents = {n.child: n for n in sorted(facts.nestings, key=_order) if n.account == account and n.span.covers(at)}
    climbed: list[Nested] = []
    seen = {group}
    while group in parents and parents[group].parent not in seen:
        climbed.append(parents[group])
        group = parents[group].parent
        seen.add(group)
    return tuple(climbed)


def _chains(facts: Facts, person: int, permission: Permission, account: int, at: datetime) -> Iterator[Chain]:
    member = _membership(facts, person, account, at)
    if member and permission in member.permissions:
        yield Chain(permission, (member,))
    for grant in sorted(facts.grants, key=lambda g: g.id):
        if grant.account != account or permission not in grant.permissions or not grant.span.covers(at):
            continue
        if grant.source is Source.BILLING:
            if grant.person == person:  # a billing administrator need not be a member
                yield Chain(permission, (grant,))
        elif member:
            yield from (Chain(permission, (member, *path, grant)) for path in _ways(facts, grant, person, at))


def _ways(facts: Facts, grant: Grant, person: int, at: datetime) -> Iterator[tuple[Link, ...]]:
    """How a PBX grant reaches the person: directly, or through a group they are in and its ancestors."""
    if grant.person == person:
        yield ()
    if grant.group is None:
        return
    for entry in sorted(facts.in_groups, key=lambda g: g.group):
        if entry.person != person or entry.account != grant.account or not entry.span.covers(at):
            continue
        climb = group_chain(facts, entry.group, grant.account, at)
        reached = [entry.group, *(n.parent for n in climb)]
        if grant.group in reached:
            yield (entry, *climb[: reached.index(grant.group)])


def _membership(facts: Facts, person: int, account: int, at: datetime) -> Membership | None:
    for m in facts.memberships:
        if m.person == person and m.account == account and m.span.covers(at) and not m.is_suspended:
            return m
    return None


def _why_not(facts: Facts, person: int, account: int, at: datetime) -> str:
    mine = [m for m in facts.memberships if m.person == person and m.account == account and m.span.covers(at)]
    if any(m.is_suspended for m in mine):
        return "suspended"
    granted = any(g.person == person and g.account == account and g.span.covers(at) for g in facts.grants)
    return "not_given" if mine or granted else "no_tie"


def _order(nested: Nested) -> tuple[int, int]:
    return (nested.child, nested.parent)
