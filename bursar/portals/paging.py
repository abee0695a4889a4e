"""Pages of long lists by where they begin, not by how many rows come before: the last costs what the first does."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from bursar.portals.listing import PAGE_SIZE

T = TypeVar("T", bound=Model)


@dataclass(frozen=True)
class Stretch(Generic[T]):
    """The rows of a page; what stands in the address for the pages around it, None where there are none."""

    rows: list[T]
    before: str | None
    after: str | None


def stretch(request: HttpRequest, rows: QuerySet[T], order: str, size: int = PAGE_SIZE) -> Stretch[T]:
    """The page that the address asks for, in the order of a column (`-` for downwards), ties by primary key.

    `?after=` names the row that it follows, `?before=` the one that it precedes; an empty `before` asks for the last
    page. Whatever cannot be read asks for the first one.
    """
    column, is_down = order.lstrip("-"), order.startswith("-")
    is_back = "before" in request.GET
    mark = _mark(rows, column, request.GET.get("before" if is_back else "after", ""))
    upwards = is_down == is_back
    if mark is not None:
        rows = _beyond(rows, column, mark, upwards=upwards)
    sign = "" if upwards else "-"
    found = list(rows.order_by(f"{sign}{column}", f"{sign}pk")[: size + 1])
    has_more, found = len(found) > size, found[:size]
    has_other = mark is not None
    if is_back:
        found.reverse()
        has_more, has_other = has_other, has_more
    first, last = (_named(found[0], column), _named(found[-1], column)) if found else (None, None)
    return Stretch(found, first if has_other else None, last if has_more else None)


def _beyond(rows: QuerySet[T], column: str, mark: tuple[Any, Any], *, upwards: bool) -> QuerySet[T]:
    """The rows behind the mark. The first condition alone is what an index can be entered by."""
    value, key = mark
    sign = "gt" if upwards else "lt"
    return rows.filter(
        Q(**{f"{column}__{sign}e": value}) & (Q(**{f"{column}__{sign}": value}) | Q(**{f"pk__{sign}": key}))
    )


def _named(row: Model, column: str) -> str:
    """A row as the address names it: its value, then its key."""
    return f"{getattr(row, column)}~{row.pk}"


def _mark(rows: QuerySet[T], column: str, text: str) -> tuple[Any, Any] | None:
    value, _, key = text[:200].rpartition("~")
    field: Any = rows.model._meta.get_field(column)
    try:
        marks = field.to_python(value), int(key)
    except (ValidationError, ValueError, OverflowError):
        return None
    in_range = value and not any(isinstance(each, int) and abs(each) >= 2**63 for each in marks)
    return marks if in_range else None
