"""Who looked at a document and who downloaded it, in words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bursar.access.permissions import Permission
from bursar.core import clock
from bursar.grants.queries import Access
from bursar.invoices import queries
from bursar.portals.doors import Door
from bursar.portals.listing import page_of

LATEST = 5


class Look(NamedTuple):
    """Somebody's look."""

    who: Any
    at: datetime
    is_download: bool


def latest(access: Access, document: Any) -> list[Look] | None:
    """The last look and download of each person, for those who may see them; else None."""
    if not access.may(Permission.BILLING_ACTIVITY_VIEW):
        return None
    return _named(queries.looks_at(access, document).latest(LATEST))


def shown(request: HttpRequest, access: Access, door: Door, uid: str) -> HttpResponse:
    """All of them, newest first."""
    document = queries.document(access, uid)
    page = page_of(request, queries.looks_at(access, document))
    context = {"door": door, "account": access.account, "document": document, "page_obj": page}
    return render(request, "bills/looks.html", {**context, "looks": _named(page.object_list)})


def _named(people: Iterable[Any]) -> list[Look]:
    return [Look(person, clock.read(person.looked_at), bool(person.did_download)) for person in people]
