"""A list looked at through a window: so many rows after (or before) one of them, at the same cost wherever that is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

PAGE = 50
COUNTED = 1000  # more than so many are not counted
R = TypeVar("R")
S = TypeVar("S")


@dataclass(frozen=True)
class Place:
    """Where to look: behind the row of the public id `mark`, or before it. Without a mark from the list's beginning,
    or at its end. Where nothing stands behind the mark the window is at the beginning, unless `is_strict`."""

    mark: str = ""
    is_back: bool = False
    is_strict: bool = False  # for programs, that read on: the end is the end


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
    is_lost: bool = False  # the mark of a strict place is no row's any more: where to read on is not known

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
        made = [make(row) for row in self.rows]
        return Window(made, self.before, self.after, self.total, self.is_kept, self.is_lost)

    def of(self, total: int, *, is_kept: bool = True) -> "Window[R]":
        """The same with how many there are: kept beside the rows, or counted up to one more than `COUNTED`."""
        return replace(self, total=total, is_kept=is_kept)


def seen(
    place: Place, fetch: Callable[[Place, int], list[R]], mark: Callable[[R], str], size: int | None = None
) -> Window[R]:
    """The window at this place, or (see `Place`) at the beginning where nothing is found there.

    `fetch` reads so many rows from a place on, nearest first; `mark` is a row's public id. As many rows as everywhere
    unless `size` says otherwise.
    """
    size = size or PAGE
    found = fetch(place, size + 1)
    if not found and place.is_strict and place.mark:
        return Window([], is_lost=_is_lost(place, fetch, mark))
    if not found and place != START:
        place = START
        found = fetch(place, size + 1)
    is_more, is_inside, found = len(found) > size, bool(place.mark), found[:size]
    if place.is_back:
        found.reverse()
    has_before, has_after = (is_more, is_inside) if place.is_back else (is_inside, is_more)
    return Window(found, mark(found[0]) if has_before else "", mark(found[-1]) if has_after else "")


def seen_among(rows: Sequence[R], place: Place, mark: Callable[[R], str]) -> Window[R]:
    """The window on rows that were read already."""

    def fetch(place: Place, limit: int) -> list[R]:
        ahead = rows[::-1] if place.is_back else rows
        start = next((n for n, row in enumerate(ahead, 1) if mark(row) == place.mark), len(ahead)) if place.mark else 0
        return list(ahead[start : start + limit])

    return seen(place, fetch, mark)


def _is_lost(place: Place, fetch: Callable[[Place, int], list[R]], mark: Callable[[R], str]) -> bool:
    """Whether the mark, behind which there is nothing, has nothing before it either and is not the only row."""
    if fetch(replace(place, is_back=not place.is_back), 1):
        return False
    return any(mark(row) != place.mark for row in fetch(START, 1))
