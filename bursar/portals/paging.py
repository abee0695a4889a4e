"""Pages of long lists by where they begin, not by how many rows come before: the last costs what the first does."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, F, Func, QuerySet, Subquery, Value
from django.http import HttpRequest

from bursar.portals.listing import PAGE_SIZE

T = TypeVar("T")
_MOST = 2**63


@dataclass(frozen=True)
class Stretch(Generic[T]):
    """The rows of a page; what stands in the address for the pages around it, None where there are none."""

    rows: list[T]
    before: str | None
    after: str | None


def stretch(
    request: HttpRequest, rows: "QuerySet[Any, T]", order: str, *, uid: str = "uid", size: int = PAGE_SIZE
) -> Stretch[T]:
    """The page that the address asks for, in the order of a column (`-` for downwards), ties by primary key.

    `?after=` names the row that it follows, `?before=` the one that it precedes; an empty `before` asks for the last
    page. Whatever cannot be read asks for the first one. `uid` is the public id of a row, which must hold it and the
    column: internal ids stand in no address.
    """
    column, is_down = order.lstrip("-"), order.startswith("-")
    is_back = "before" in request.GET
    mark = _mark(rows, column, request.GET.get("before" if is_back else "after", ""))
    upwards = is_down == is_back
    if mark is not None:
        rows = _beyond(rows, column, mark, uid, upwards=upwards)
    sign = "" if upwards else "-"
    found = list(rows.order_by(f"{sign}{column}", f"{sign}pk")[: size + 1])
    has_more, found = len(found) > size, found[:size]
    has_other = mark is not None
    if is_back:
        found.reverse()
        has_more, has_other = has_other, has_more
    first, last = (_named(found[0], column, uid), _named(found[-1], column, uid)) if found else (None, None)
    return Stretch(found, first if has_other else None, last if has_more else None)


class _Together(Func):
    """Values compared one after the other, as an index sorts them: `(a, b)`."""

    template = "(%(expressions)s)"


class _Behind(Func):
    """`(a, b) > (c, d)`: both databases enter an index right there, however many rows have the same `a`."""

    template = "%(expressions)s"
    output_field = BooleanField()


def _beyond(rows: "QuerySet[Any, T]", column: str, mark: tuple[Any, str], uid: str, *, upwards: bool) -> Any:
    """The rows behind the mark. A row that is no more leaves its value to begin at."""
    value, name = mark
    key = Subquery(rows.model._base_manager.filter(**{uid: name}).values("pk")[:1])
    field = rows.model._meta.get_field(column)
    here, there = _Together(F(column), F("pk")), _Together(Value(value, output_field=field), key)
    return rows.filter(_Behind(here, there, arg_joiner=" > " if upwards else " < "))


def _named(row: Any, column: str, uid: str) -> str:
    """A row as the address names it: its value, then its public id."""
    return f"{getattr(row, column)}~{getattr(row, uid)}"


def _mark(rows: "QuerySet[Any, T]", column: str, text: str) -> tuple[Any, str] | None:
    value, _, name = text[:200].rpartition("~")
    field: Any = rows.model._meta.get_field(column)
    try:
        said = field.to_python(value) if value else None
    except (ValidationError, ValueError, OverflowError):
        return None
    return None if said is None or (isinstance(said, int) and abs(said) >= _MOST) else (said, name)
