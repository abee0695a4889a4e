"""Pages of long lists by where they begin, not by how many rows come before: the last costs what the first does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from django.http import HttpRequest

from bursar.portals.listing import PAGE_SIZE


class Row(Protocol):
    """A row of such a list."""

    @property
    def uid(self) -> str:
        """Its public id."""


T = TypeVar("T", bound=Row)
# Reads so many rows behind the one with this public id, or before it, nearest first; from an end without one.
Fetch = Callable[[str, bool, int], list[T]]


@dataclass(frozen=True)
class Stretch(Generic[T]):
    """The rows of a page; what stands in the address for the pages around it, None where there are none."""

    rows: list[T]
    before: str | None
    after: str | None


def stretch(request: HttpRequest, fetch: "Fetch[T]", size: int = 0) -> Stretch[T]:
    """The page that the address asks for: `?after=` names the row that it follows, `?before=` the one that it
    precedes; an empty `before` asks for the last page. Where nothing is found there, the first one. As many rows as on
    every list, unless `size` says otherwise."""
    size = size or PAGE_SIZE
    is_back = "before" in request.GET
    mark = request.GET.get("before" if is_back else "after", "")[:40]
    found = fetch(mark, is_back, size + 1)
    if mark and not found:
        mark, is_back = "", False
        found = fetch(mark, is_back, size + 1)
    has_more, found = len(found) > size, found[:size]
    has_other = bool(mark)
    if is_back:
        found.reverse()
        has_more, has_other = has_other, has_more
    return Stretch(found, found[0].uid if has_other else None, found[-1].uid if has_more else None)
