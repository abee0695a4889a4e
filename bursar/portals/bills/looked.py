"""Who looked at a document and who downloaded it, in words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bursar.access.permissions import Permission
from bursar.accounts.queries import people_by_id
from bursar.grants.queries import Access
from bursar.invoices import queries
from bursar.portals.doors import Door
from bursar.portals.listing import page_of

LATEST = 5


class Look(NamedTuple):
    """Somebody's look; `who` is None for one who is no longer known."""

    who: Any
    at: datetime
    is_download: bool


def latest(access: Access, document: Any) -> list[Look] | None:
    """The last looks, for those who may see them; else None."""
    if not access.may(Permission.BILLING_ACTIVITY_VIEW):
        return None
    return _named(queries.looks_at(access, document)[:LATEST])


def shown(request: HttpRequest, access: Access, door: Door, uid: str) -> HttpResponse:
    """All of them, newest first."""
    document = queries.document(access, uid)
    page = page_of(request, queries.looks_at(access, document))
    context = {"door": door, "account": access.account, "document": document, "page_obj": page}
    return render(request, "bills/looks.html", {**context, "looks": _named(page.object_list)})


def _named(rows: Iterable[Any]) -> list[Look]:
    rows = list(rows)
    people = people_by_id({row.person_id for row in rows})
    return [Look(people.get(row.person_id), row.at, row.is_download) for row in rows]
