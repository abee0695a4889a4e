"""A list looked at through a window: so many rows after (or before) one of them, at the same cost wherever that is."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

PAGE = 50
COUNTED = 1000  # more than so many are not counted
R = TypeVar("R")
S = TypeVar("S")


@dataclass(frozen=True)
class Place:
    """Where to look: behind the row of the public id `mark`, or before it. Without a mark from the list's beginning,
    or at its end."""

    mark: str = ""
    is_back: bool = False


START = Place()


@dataclass(frozen=True)
class Window(Generic[R]):
    """The rows in sight; `before` and `after` are the marks of the pages around them, empty where there are none.

    `total` is how many there are in all, None where nobody counted.
    """

    rows: list[R]
    before: str = ""
    after: str = ""
    total: int | None = None  # at most one more than `COUNTED` where they were counted
    is_kept: bool = False  # the total is no count but a number kept beside the rows

    @property
    def is_all(self) -> bool:
        """Whether every row there is stands here."""
        return not self.before and not self.after

    @property
    def is_counted(self) -> bool:
        """Whether `total` is the number itself; else there are at least so many."""
        return self.total is not None and (self.is_kept or self.total <= COUNTED)

    def each(self, make: "Callable[[R], S]") -> "Window[S]":
        """The same with something made of each row."""
        return Window([make(row) for row in self.rows], self.before, self.after, self.total, self.is_kept)

    def of(self, total: int, *, is_kept: bool = True) -> "Window[R]":
        """The same with how many there are: kept beside the rows, or counted up to one more than `COUNTED`."""
        return replace(self, total=total, is_kept=is_kept)


def seen(
    place: Place, fetch: Callable[[Place, int], list[R]], mark: Callable[[R], str], size: int | None = None
) -> Window[R]:
    """The window at this place, or at the beginning where nothing is found there.

    `fetch` reads so many rows from a place on, nearest first; `mark` is a row's public id. As many rows as everywhere
    unless `size` says otherwise.
    """
    size = size or PAGE
    found = fetch(place, size + 1)
    if not found and place != START:
        place = START
        found = fetch(place, size + 1)
    is_more, is_inside, found = len(found) > size, bool(place.mark), found[:size]
    if place.is_back:
        found.reverse()
    has_before, has_after = (is_more, is_inside) if place.is_back else (is_inside, is_more)
    return Window(found, mark(found[0]) if has_before else "", mark(found[-1]) if has_after else "")
