"""Lists of documents that cost the same whatever their length: each order is an index, each word a range of one."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db import connection

from bursar.core.windows import START, Place, Window, seen
from bursar.grants.queries import Access
from bursar.invoices.models import Standing
from bursar.invoices.queries import narrowing, statement
from bursar.invoices.queries.standing import Invoice, Listed, require_view, standing
from bursar.invoices.queries.wanted import Wanted

_AT_ONCE = 500


def page(access: Access, wanted: Wanted, place: Place = START) -> Window[Listed]:
    """A window on the list. Raises Forbidden without View invoices."""
    require_view(access)
    plan = narrowing.plan(access.account, wanted)

    def fetch(place: Place, limit: int) -> list[Listed]:
        return [Listed(*row) for row in _rows(statement.page(access.account, wanted, plan, place, limit))]

    return seen(place, fetch, lambda row: row.uid)


def newest(access: Access, limit: int) -> list[Listed]:
    """The invoices issued last, whatever is left of them."""
    require_view(access)
    return [Listed(*row) for row in _rows(statement.newest(access.account, limit))]


def every_invoice(access: Access, wanted: Wanted) -> Iterator[Invoice]:
    """The invoices of all pages of a list."""
    return (found for some in _every(access, wanted) for found in standing(access, some))


def every_credit_note(access: Access, wanted: Wanted) -> Iterator[Any]:
    """The credit notes of all pages of a list, with the invoices that they refer to."""
    return (row.document for some in _every(access, wanted) for row in some)


def ids_of(access: Access, wanted: Wanted, most: int) -> list[int]:
    """The ids of the first so many documents of a list."""
    require_view(access)
    plan = narrowing.plan(access.account, wanted)
    return [row[0] for row in _rows(statement.page(access.account, wanted, plan, START, most))]


def _every(access: Access, wanted: Wanted) -> Iterator[list[Standing]]:
    """Whole documents, some at a time."""
    require_view(access)
    plan = narrowing.plan(access.account, wanted)
    ids = (row[0] for row in _rows(statement.page(access.account, wanted, plan, START, None)))
    related = ("document__issuer", "document__refers_to")
    while some := list(islice(ids, _AT_ONCE)):
        by_id = Standing.objects.select_related(*related).in_bulk(some)
        yield [by_id[each] for each in some]


def _rows(asked: tuple[str, list[Any]]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(*asked)
        return list(cursor.fetchall())
