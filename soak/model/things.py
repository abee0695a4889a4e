"""The things that the model knows: people, roles, groups, offers, bills, each by the id that the database gave."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bursar.access import permissions as table
from bursar.access.permissions import Permission

A_WEEK = timedelta(days=7)
A_DAY = timedelta(days=1)
A_SIGN_UP = timedelta(days=3)


class No(Exception):  # noqa: N818  # a refusal is an answer
    """The command refuses with this code and changes nothing."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


NOT_FOUND = "not_found"


@dataclass
class Person:
    """Somebody with an address."""

    id: int
    uid: str
    email: str
    is_active: bool = True


@dataclass
class Member:
    """A membership: role, and for a custom one its id."""

    role: str
    custom: int | None = None
    is_suspended: bool = False


@dataclass(frozen=True)
class Terms:
    """What a billing administrator has or is offered."""

    level: str
    rights: frozenset[str] = frozenset()
    start: datetime | None = None
    end: datetime | None = None
    reason: str = ""

    @property
    def permissions(self) -> frozenset[Permission]:
        """By the one table."""
        return table.level_permissions(table.Level(self.level), map(Permission, self.rights))

    def has_ended(self, now: datetime) -> bool:
        """Whether its end is past."""
        return self.end is not None and self.end <= now

    def counts(self, now: datetime) -> bool:
        """Whether it counts at this instant."""
        return (self.start is None or self.start <= now) and not self.has_ended(now)


@dataclass
class Level:
    """A level that is held: terms, and the id of its row."""

    id: int
    terms: Terms


@dataclass
class Group:
    """A group and the one that it is inside of."""

    id: int
    uid: str
    name: str
    parent: int | None = None


@dataclass
class Role:
    """A custom role."""

    id: int
    name: str
    permissions: frozenset[str]


@dataclass
class Invitation:
    """An offer to an address."""

    id: int
    account: int
    purpose: str
    email: str
    offer: Any  # Terms, or (role, custom, groups), or None for the owner
    by: int | None
    expires: datetime
    state: str = "open"
    generation: int = 1
    is_operators: bool = False  # worded by the operator, not corrected since
    touched: int = 0  # the last ticket drawn when its link was last changed

    def is_open(self, now: datetime) -> bool:
        """Whether it can be accepted."""
        return self.state == "open" and now < self.expires


@dataclass
class Request:
    """Somebody asks for access."""

    id: int
    person: int
    at: datetime
    state: str = "open"


@dataclass
class Invoice:
    """An invoice and what came in on it."""

    id: int
    number: str
    currency: str
    gross: int
    due: str
    kind: str = "invoice"
    credited: int = 0
    paid: int = 0

    @property
    def outstanding(self) -> int:
        """What is left to pay."""
        return max(0, self.gross - self.credited - self.paid)


@dataclass
class Payment:
    """An order to pay."""

    id: int
    by: int
    key: str
    parts: dict[int, int]
    method: int | None
    state: str = "pending"
    credit: int = 0
