"""What lists of every portal share: a page of rows, and the filters that stand in the address."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from bursar.core.windows import PAGE, Place

PLACE = ("after", "before")  # where one is in a list, in its address


def page_of(request: HttpRequest, rows: Any, size: int = PAGE) -> Page[Any]:
    """The page of rows that the address asks for; the nearest one when there is no such page."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def place_in(request: HttpRequest) -> Place:
    """Where in a list the address wants to look: `?after=` names the row that the page follows, `?before=` the one that
    it precedes; an empty `before` asks for the last page."""
    is_back = "before" in request.GET
    return Place(request.GET.get("before" if is_back else "after", "")[:40], is_back)


def query_without(request: HttpRequest, *names: str) -> str:
    """The address's filters without some of them, to be put in front of `page=` or `sort=`; empty ones are dropped."""
    kept = request.GET.copy()
    for name in [*names, *(name for name, value in request.GET.items() if not value)]:
        kept.pop(name, None)
    return kept.urlencode()
