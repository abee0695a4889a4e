"""What must hold of the tables at every revision: checks with their number, declared by the rooms that own the tables.

The numbers are those of the project's invariants; `R` and a number stands for a rule of the product.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

Row = tuple[Any, ...]


class Read(Protocol):
    """Asks the database, all at one revision; answers come row by row, so that none has to fit into memory."""

    vendor: str  # "sqlite" or "postgresql"
    now: Any  # the present instant, as a parameter

    def __call__(self, sql: str, params: Iterable[Any] = ()) -> Iterator[Row]:
        """The rows of a query with %s for its parameters."""
        ...


Breaches = Iterable[Row]  # what kind of row, and its id: never personal data


@dataclass(frozen=True)
class Invariant:
    """One thing that must hold: `find` answers the rows that break it, out of those that `among` selects."""

    number: str
    says: str
    among: str
    find: Callable[[Read], Breaches]

    @property
    def name(self) -> str:
        """The name of the function that looks."""
        return self.find.__name__


def holds(number: str, says: str, *, among: str) -> Callable[[Callable[[Read], Breaches]], Invariant]:
    """Declare the decorated function as the check of an invariant over `among` (what follows FROM)."""

    def declare(find: Callable[[Read], Breaches]) -> Invariant:
        return Invariant(number, says, among, find)

    return declare


def declared_in(module: Any) -> list[Invariant]:
    """The checks of a module, in its order."""
    return [value for value in vars(module).values() if isinstance(value, Invariant)]


def member(read: Read, column: str, key: str) -> str:
    """The SQL for a number under `key` of a column of JSON."""
    if read.vendor == "postgresql":
        return f"CAST({column} ->> '{key}' AS bigint)"
    return f"CAST(json_extract({column}, '$.{key}') AS bigint)"
