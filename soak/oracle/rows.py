"""A small world as plain rows, of which our facts and Cedar's entities are made, each on its own."""

from dataclasses import dataclass

BASE = 1_792_886_400_000_000  # 2026-10-25 00:00 UTC, in microseconds: clocks in Europe go back an hour at 01:00 UTC
HALF_HOUR = 1_800_000_000
GRID = tuple(BASE + n * HALF_HOUR for n in range(6))
LONG_AGO = BASE - 400 * 48 * HALF_HOUR


@dataclass(frozen=True, slots=True)
class Row:
    """It holds in [start, end), in microseconds of UTC; end None: it goes on."""

    start: int
    end: int | None


@dataclass(frozen=True, slots=True)
class Active(Row):
    """A person is not deactivated."""

    person: int


@dataclass(frozen=True, slots=True)
class Portal(Row):
    """The kind of an account's billing portal."""

    account: int
    kind: str


@dataclass(frozen=True, slots=True)
class Member(Row):
    """A member of an account, with the word of the role and what a custom one is made of."""

    account: int
    person: int
    role: str
    custom: frozenset[str]
    is_suspended: bool


@dataclass(frozen=True, slots=True)
class Inside(Row):
    """A person in a group."""

    account: int
    person: int
    group: int


@dataclass(frozen=True, slots=True)
class Nesting(Row):
    """A group in a group."""

    account: int
    child: int
    parent: int


@dataclass(frozen=True, slots=True)
class Given(Row):
    """A level or a PBX permission, given to a person or a group."""

    id: int
    account: int
    source: str
    name: str
    rights: frozenset[str]
    person: int | None
    group: int | None


@dataclass(frozen=True, slots=True)
class Question:
    """May this person do this with a thing of that account, at an instant (microseconds of UTC)?"""

    person: int
    action: str
    kind: str
    account: int
    at: int


World = tuple[Row, ...]
