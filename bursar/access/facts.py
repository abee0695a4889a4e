"""What a decision reads, as plain dated values: persons, portals, memberships, groups and grants."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

from bursar.access.permissions import Permission

K = TypeVar("K")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Span:
    """A period [start, end) of UTC instants; without end it goes on."""

    start: datetime
    end: datetime | None = None

    def covers(self, instant: datetime) -> bool:
        """Whether `instant` lies within."""
        return self.start <= instant and (self.end is None or instant < self.end)


@dataclass(frozen=True, slots=True)
class Active:
    """A person is not deactivated."""

    person: int
    span: Span


class PortalKind(StrEnum):
    """Who a billing portal's administrators are: those who were named, or those whom a role makes so."""

    ASSIGNED = "assigned"
    BY_ROLE = "by_role"


@dataclass(frozen=True, slots=True)
class Portal:
    """The billing portal of an account is of a kind; of an account without this fact nothing can be said."""

    account: int
    kind: PortalKind
    span: Span


@dataclass(frozen=True, slots=True)
class Membership:
    """A person is in an account with an admin-portal role."""

    account: int
    person: int
    role: str  # a built-in role's word, or the name of a custom one
    permissions: frozenset[Permission]
    is_suspended: bool
    span: Span
    billing: frozenset[Permission] = frozenset()  # what the role carries where the portal goes by role
    begun: frozenset[tuple[Permission, datetime]] = (
        frozenset()
    )  # since when, of what came into the role at another time

    def since(self, right: Permission) -> datetime:
        """Since when the role has given the person this right."""
        return dict(self.begun).get(right, self.span.start)


@dataclass(frozen=True, slots=True)
class InGroup:
    """A person is in a group."""

    account: int
    person: int
    group: int
    group_name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Nested:
    """A group is inside another one and carries what that one carries."""

    account: int
    child: int
    parent: int
    parent_name: str
    span: Span


class Source(StrEnum):
    """What kind of grant it is: given in the billing portal, or on the PBX permissions page."""

    BILLING = "billing"
    PBX = "pbx"


@dataclass(frozen=True, slots=True)
class Grant:
    """A person or a group holds a set of rights in an account."""

    id: int
    account: int
    source: Source
    name: str  # the level, or the PBX permission
    permissions: frozenset[Permission]
    span: Span
    person: int | None = None
    group: int | None = None
    granted_by: str = ""
    granted_at: datetime | None = None
    reason: str = ""
    how: str = ""  # the road by which it came


Fact = Active | Portal | Membership | InGroup | Nested | Grant


@dataclass(frozen=True)
class Facts:
    """Everything known about some persons in some accounts; order and repetition never matter."""

    active: frozenset[Active] = frozenset()
    portals: frozenset[Portal] = frozenset()
    memberships: frozenset[Membership] = frozenset()
    in_groups: frozenset[InGroup] = frozenset()
    nestings: frozenset[Nested] = frozenset()
    grants: frozenset[Grant] = field(default_factory=frozenset)

    # What follows only finds them again, so that a decision costs the same among many as among few.

    @cached_property
    def active_of(self) -> dict[int, list[Active]]:
        """By person."""
        return _by(self.active, lambda a: a.person, lambda a: a.span.start)

    @cached_property
    def portals_of(self) -> dict[int, list[Portal]]:
        """By account."""
        return _by(self.portals, lambda p: p.account, lambda p: (p.span.start, p.kind))

    @cached_property
    def memberships_of(self) -> dict[tuple[int, int], list[Membership]]:
        """By account and person."""
        return _by(self.memberships, lambda m: (m.account, m.person), lambda m: (m.span.start, m.role))

    @cached_property
    def groups_of(self) -> dict[tuple[int, int], list[InGroup]]:
        """By account and person."""
        return _by(self.in_groups, lambda i: (i.account, i.person), lambda i: (i.group, i.span.start))

    @cached_property
    def parents_of(self) -> dict[tuple[int, int], list[Nested]]:
        """By account and inner group."""
        return _by(self.nestings, lambda n: (n.account, n.child), lambda n: (n.parent, n.span.start))

    @cached_property
    def grants_to(self) -> dict[tuple[int, int | None, int | None], list[Grant]]:
        """By account, person and group, one of which is None."""
        return _by(self.grants, lambda g: (g.account, g.person, g.group), lambda g: (g.id, g.name, g.span.start))

    @cached_property
    def people_in(self) -> dict[int, frozenset[int]]:
        """Those whom an account has any fact about: its members, and who holds a grant of their own."""
        return _pairs(self._ties)

    @cached_property
    def accounts_of(self) -> dict[int, frozenset[int]]:
        """The same the other way round."""
        return _pairs((person, account) for account, person in self._ties)

    @property
    def _ties(self) -> Iterator[tuple[int, int]]:
        yield from ((each.account, each.person) for each in self.memberships)
        yield from ((each.account, each.person) for each in self.grants if each.person is not None)


def _by(facts: Iterable[T], key: Callable[[T], K], order: Callable[[T], Any]) -> dict[K, list[T]]:
    found: dict[K, list[T]] = {}
    for fact in facts:
        found.setdefault(key(fact), []).append(fact)
    for among in found.values():
        if len(among) > 1:
            among.sort(key=order)
    return found


def _pairs(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for key, value in pairs:
        found.setdefault(key, set()).add(value)
    return {key: frozenset(values) for key, values in found.items()}
