"""What a decision reads, as plain dated values: persons, memberships, groups and grants."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bursar.access.permissions import Permission


@dataclass(frozen=True, slots=True)
class Span:
    """A period [start, end) of UTC instants; without end it goes on."""

    start: datetime
    end: datetime | None = None

    def covers(self, instant: datetime) -> bool:
        """Whether `instant` lies within."""
        return self.start <= instant and (self.end is None or instant < self.end)


@dataclass(frozen=True, slots=True)
class Membership:
    """A person is in an account with an admin-portal role."""

    account: int
    person: int
    role: str  # a built-in role's word, or the name of a custom one
    permissions: frozenset[Permission]
    is_suspended: bool
    span: Span


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


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known about some persons in some accounts; the order never matters."""

    active: frozenset[int] = frozenset()  # persons who are not deactivated
    memberships: frozenset[Membership] = frozenset()
    in_groups: frozenset[InGroup] = frozenset()
    nestings: frozenset[Nested] = frozenset()
    grants: frozenset[Grant] = field(default_factory=frozenset)
