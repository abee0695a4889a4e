"""Windows (`core/windows.py`) on rows of a table, in an order of its columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import QuerySet

from bursar.core.windows import Place, Window, seen

M = TypeVar("M")


@dataclass(frozen=True)
class Order:
    """What rows are ordered by, unique together: columns of their table, else `columns` names them in SQL."""

    keys: Sequence[str]
    is_reversed: bool = False
    columns: Sequence[str] = ()


def window(
    rows: "QuerySet[Any, M]",
    order: Order,
    place: Place,
    here: Callable[[str], QuerySet[Any]],
    mark: Callable[[M], str],
) -> Window[M]:
    """A window on rows in this order. `here(uid)` answers the values of its columns for the row with this public id.

    When that is gone, or nothing stands on that side of it, the window is at the beginning.
    """

    def fetch(place: Place, limit: int) -> list[M]:
        is_down = place.is_back != order.is_reversed
        shown = rows.order_by(*(f"-{key}" if is_down else key for key in order.keys))
        if place.mark:
            names = order.columns or [f'"{rows.model._meta.db_table}"."{key}"' for key in order.keys]
            shown = _beyond(shown, names, "<" if is_down else ">", here(place.mark))
        return list(shown[:limit])

    return seen(place, fetch, mark)


def _beyond(rows: "QuerySet[Any, M]", names: Sequence[str], sign: str, here: QuerySet[Any]) -> "QuerySet[Any, M]":
    """The rows after those values: compared as one, so that both databases go straight there in an index."""
    sql, values = here.query.sql_with_params()
    return rows.extra(where=[f"({', '.join(names)}) {sign} ({sql})"], params=values)  # noqa: S610  # columns of ours
