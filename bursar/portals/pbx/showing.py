"""Draws the permissions page: its frame, its rows with a draft laid over them, and what a draft would change."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bursar.access.permissions import PBX_GUARDED
from bursar.core.errors import NotKnown, Refused
from bursar.grants import giving
from bursar.grants.queries import Access
from bursar.pbx import queries
from bursar.pbx.draft import Principal
from bursar.portals.listing import PLACE, place_in, query_without
from bursar.portals.pbx import drafts
from bursar.portals.pbx.drafts import Draft, Line


def show(
    request: HttpRequest,
    access: Access,
    draft: Draft = drafts.NONE,
    *,
    also: Iterable[Principal] = (),
    refusals: Iterable[Refused] = (),
    status: int = 200,
) -> HttpResponse:
    """The page, with a draft on it and what stands against that."""
    view = queries.page(access.account, [*draft.rows, *also], place_in(request))
    against = list(refusals)
    context = {
        **frame(access, view),
        **candidates(request, access),
        "lines": drafts.lines(view, draft, access.account.time_zone, against),
        "errors": [str(refusal) for refusal in against],
        "head": view.head,
        "is_beginning": not view.window.before,
        "window": view.window,
        "page_query": query_without(request, *PLACE),
        "cannot_give": _cannot_give(access),
    }
    return render(request, "pbx/permission_list.html", context, status=status)


def one_row(access: Access, wanted: Principal) -> tuple[dict[str, Any], Line]:
    """The frame, and the row of somebody by itself. Raises NotKnown."""
    view = queries.page(access.account, [wanted])
    shown = drafts.lines(view, drafts.NONE, access.account.time_zone)
    return frame(access, view), next(line for line in shown if line.row.principal == wanted)


def frame(access: Access, view: queries.PermissionsView) -> dict[str, Any]:
    """What every row needs."""
    return {
        "account": access.account,
        "columns": drafts.columns(),
        "version": view.head.version,
        "drawn_at": view.drawn_at.isoformat(),
    }


def candidates(request: HttpRequest, access: Access) -> dict[str, Any]:
    """Whom one may add, by the words that were typed."""
    sought = request.GET.get("q", "").strip()[:100]
    found = queries.candidates(access.account, sought) if sought else []
    return {"account": access.account, "q": sought, "candidates": found, "added": request.GET.getlist("add")}


def effect(access: Access, draft: Draft) -> dict[str, Any]:
    """What a draft would change for whom, and which instants are meant."""
    preview = queries.preview(access, draft.version, draft.rows, draft.periods)
    return {"preview": preview, "notes": draft.notes, "me": access.actor.person_id, "labels": drafts.labels()}


def principal(text: str) -> Principal:
    """The person or group that an address names. Raises NotKnown."""
    try:
        return Principal.parse(text)
    except ValueError as error:
        raise NotKnown from error


def _cannot_give(access: Access) -> list[str]:
    """Why the actor may not give View or Pay, said before they try."""
    rights = {queries.RIGHT[permission] for permission in PBX_GUARDED}
    return [str(refusal) for refusal in giving.refusals(access, rights, until=None)]
