"""Every road on which rights could reach a person, and what keeps a road from counting at an instant.

All answers come from here: an allow is a way without a fault; a denial shows the way with the fewest.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from bursar.access.facts import Active, Fact, Facts, Grant, InGroup, Membership, Nested, Portal, PortalKind, Source
from bursar.access.nearby import nearby
from bursar.access.permissions import BILLING, PBX, ROLE_PERMISSIONS, ROLES, Permission

_BILLING = frozenset(BILLING)
# Whatever a fact says it contains: a role gives no right over the bills but those it may carry, a level none outside
# them, a PBX permission none that no PBX permission has.
_OF_ROLE = frozenset(ROLE_PERMISSIONS).union(*ROLES.values())
_OF_SOURCE = {Source.BILLING: _BILLING, Source.PBX: frozenset[Permission]().union(*PBX.values())}

Link = Membership | InGroup | Nested | Grant
Path = tuple[InGroup | Nested, ...]
Rights = frozenset[Permission]
F = TypeVar("F", Membership, Portal)


class Fault(StrEnum):
    """Why a fact does not count."""

    OVER = "over"
    NOT_YET = "not_yet"
    SUSPENDED = "suspended"
    ASLEEP = "asleep"  # a grant as billing administrator where the portal goes by role


@dataclass(frozen=True, slots=True)
class Way:
    """The facts on one road, the person's side first, and the rights at its end.

    `premises` hold for every road: the person is active and, where it matters, the portal is of a kind.
    """

    premises: tuple[Active | Portal, ...]
    links: tuple[Link, ...]
    rights: frozenset[Permission]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All of them."""
        return (*self.premises, *self.links)


def ways(known: Facts, person: int, account: int, at: datetime, right: Permission | None = None) -> Iterator[Way]:
    """Every road on which rights (or one of them) reach `person` in `account` at `at`, or could have (`nearby`)."""
    roles = nearby(known.memberships_of.get((account, person), ()), at)
    members = _counting(roles, at)
    for active in nearby(known.active_of.get(person, ()), at):
        for member in roles:
            yield from _by_role(known, active, member, at, right)
        for grant in nearby(known.grants_to.get((account, person, None), ()), at):
            rights = _given(grant)
            if right is None or right in rights:
                yield from _by_grant(known, active, members, grant, at, rights)
        for member in members:
            for path, grant, rights in _carried(known, person, account, at, right):
                yield Way((active,), (member, *path, grant), rights)


def _counting(among: Sequence[F], at: datetime) -> Sequence[F]:
    """Those that cover `at`, if any do: where it is all the same which one, the others are no explanation."""
    return among if len(among) < 2 else [fact for fact in among if fact.span.covers(at)] or among


def _given(grant: Grant) -> frozenset[Permission]:
    """The rights of a grant, those alone that grants of its kind can give."""
    possible = _OF_SOURCE[grant.source]
    return grant.permissions if grant.permissions <= possible else grant.permissions & possible


def _by_grant(
    known: Facts, active: Active, members: Iterable[Membership], grant: Grant, at: datetime, rights: Rights
) -> Iterator[Way]:
    """What a grant of one's own gives; a billing administrator need not be a member."""
    if grant.source == Source.BILLING:
        portals = _counting(nearby(known.portals_of.get(grant.account, ()), at), at)
        yield from (Way((active, portal), (grant,), rights) for portal in portals)
    else:
        yield from (Way((active,), (member, grant), rights) for member in members)


def _by_role(known: Facts, active: Active, member: Membership, at: datetime, right: Permission | None) -> Iterator[Way]:
    """What a role gives; its billing rights, where the portal goes by role."""
    rights = member.permissions & _OF_ROLE
    if rights if right is None else right in rights:
        yield Way((active,), (member,), rights)
    rights = member.billing & _BILLING
    if rights if right is None else right in rights:
        portals = nearby(known.portals_of.get(member.account, ()), at)
        going = (portal for portal in portals if portal.kind == PortalKind.BY_ROLE)
        yield from (Way((active, portal), (member,), rights) for portal in going)


def _carried(
    known: Facts, person: int, account: int, at: datetime, right: Permission | None
) -> Iterator[tuple[Path, Grant, Rights]]:
    """The PBX grants of the groups that the person is in, and of those above them, with the rights of each."""
    for entry in nearby(known.groups_of.get((account, person), ()), at):
        for path, group in _climb(known, account, entry.group, at, (entry,), {entry.group}):
            for grant in nearby(known.grants_to.get((account, None, group), ()), at):
                rights = _given(grant)
                if grant.source == Source.PBX and (right is None or right in rights):
                    yield path, grant, rights


def _climb(
    known: Facts, account: int, group: int, at: datetime, path: Path, seen: set[int]
) -> Iterator[tuple[Path, int]]:
    """The group and every one above it, with the way there; a circle ends where it began."""
    yield path, group
    for nested in nearby(known.parents_of.get((account, group), ()), at):
        if nested.parent not in seen:
            yield from _climb(known, account, nested.parent, at, (*path, nested), seen | {nested.parent})


def is_sound(way: Way, at: datetime) -> bool:
    """Whether nothing is wrong with a way at this instant."""
    return all(fault_of(fact, way, at) is None for fact in way.premises) and all(
        fault_of(link, way, at) is None for link in way.links
    )


def fault_of(fact: Fact, way: Way, at: datetime) -> Fault | None:
    """What is wrong with a fact of a way at this instant, if anything is."""
    span = fact.span
    if at < span.start:
        return Fault.NOT_YET
    if span.end is not None and at >= span.end:
        return Fault.OVER
    if isinstance(fact, Membership):
        return None if fact.is_suspended is False else Fault.SUSPENDED
    if isinstance(fact, Portal) and fact.kind != PortalKind.ASSIGNED and isinstance(way.links[0], Grant):
        return Fault.ASLEEP
    return None
