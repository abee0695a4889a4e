"""A list looked at through a window: so many rows after (or before) one of them, at the same cost wherever it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

PAGE = 50
COUNTED = 1000  # more than so many are not counted
M = TypeVar("M", bound=Model)
R = TypeVar("R")


@dataclass(frozen=True)
class Place:
    """Where to look: after the row of this public id, before it, or (empty) at the beginning."""

    after: str = ""
    before: str = ""


@dataclass(frozen=True)
class Window(Generic[R]):
    """The rows in sight, and whether there are others on either side. `total` is None where nobody counted."""

    rows: list[R]
    has_before: bool = False
    has_after: bool = False
    total: int | None = None  # at most one more than `COUNTED` where they were counted
    is_kept: bool = False  # the total is no count but a number kept beside the rows

    @property
    def is_all(self) -> bool:
        """Whether every row there is stands here."""
        return not self.has_before and not self.has_after

    @property
    def is_counted(self) -> bool:
        """Whether `total` is the number itself; else there are at least so many."""
        return self.total is not None and (self.is_kept or self.total <= COUNTED)

    def of(self, total: int) -> "Window[R]":
        """The same with how many there are, where that is kept beside the rows."""
        return replace(self, total=total, is_kept=True)

    def counted(self, rows: QuerySet[Any]) -> "Window[R]":
        """The same with how many there are: as many as stand here, or counted up to one more than `COUNTED`."""
        total = len(self.rows) if self.is_all else rows.order_by().values("pk")[: COUNTED + 1].count()
        return replace(self, total=total)


def window(
    rows: QuerySet[M],
    keys: Sequence[str],
    place: Place,
    here: Callable[[str], QuerySet[Any]],
    *,
    is_reversed: bool = False,
    columns: Sequence[str] = (),
) -> Window[M]:
    """A window on rows ordered by `keys`, unique together: columns of their table, else `columns` names them in SQL.

    `here(uid)` answers the values of these columns for the row with this public id. When it is gone, or nothing stands
    on that side of it, the window is at the beginning.
    """
    is_back = bool(place.before)
    shown = rows.order_by(*(f"-{key}" if is_back != is_reversed else key for key in keys))
    if not (place.after or place.before):
        found = list(shown[: PAGE + 1])
        return Window(found[:PAGE], has_after=len(found) > PAGE)
    names = columns or [f'"{rows.model._meta.db_table}"."{key}"' for key in keys]
    sign = "<" if is_back != is_reversed else ">"
    found = list(_beyond(shown, names, sign, here(place.before or place.after))[: PAGE + 1])
    if not found:
        return window(rows, keys, Place(), here, is_reversed=is_reversed, columns=columns)
    is_more = len(found) > PAGE
    if is_back:
        return Window(found[:PAGE][::-1], has_before=is_more, has_after=True)
    return Window(found[:PAGE], has_before=True, has_after=is_more)


def _beyond(rows: QuerySet[M], names: Sequence[str], sign: str, here: QuerySet[Any]) -> QuerySet[M]:
    """The rows after those values: compared as one, so that both databases go straight there in an index."""
    sql, values = here.query.sql_with_params()
    return rows.extra(where=[f"({', '.join(names)}) {sign} ({sql})"], params=values)  # noqa: S610  # columns of ours
