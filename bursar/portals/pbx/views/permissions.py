"""The permissions page: a draft until Save, all or nothing (rule 6)."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bursar.access.permissions import PBX_GUARDED, Permission
from bursar.core.errors import Conflict, NotKnown, Refused
from bursar.grants import giving
from bursar.grants import queries as grants
from bursar.grants.queries import Access
from bursar.pbx import draft as plain
from bursar.pbx import queries
from bursar.pbx.commands import save_permissions
from bursar.pbx.draft import Principal
from bursar.portals.listing import PLACE, place_in, query_without
from bursar.portals.pbx import drafts
from bursar.portals.pbx.door import page
from bursar.portals.pbx.drafts import Draft

MANAGE = Permission.PBX_PERMISSION_MANAGE


@page(to=MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def permission_list(request: HttpRequest, access: Access) -> HttpResponse:
    """Show the page, or save a draft of it."""
    if request.method == "POST":
        return _save(request, access)
    return _show(request, access, also=map(_principal, request.GET.getlist("add")))


@page(to=MANAGE)
@require_POST
def permission_preview(request: HttpRequest, access: Access) -> HttpResponse:
    """What a draft would change for whom; changes nothing."""
    draft = drafts.read(request.POST, access.account.time_zone)
    return render(request, "pbx/_effect.html", _effect(access, draft))


@page(to=MANAGE)
@require_POST
def permission_review(request: HttpRequest, access: Access) -> HttpResponse:
    """The same as a page that asks before it saves, for browsers without scripts."""
    draft = drafts.read(request.POST, access.account.time_zone)
    context = {
        **_effect(access, draft),
        "fields": drafts.fields(draft, access.account.time_zone),
        "account": access.account,
    }
    return render(request, "pbx/permission_review.html", context)


@page(to=MANAGE)
@require_POST
def permission_reapply(request: HttpRequest, access: Access) -> HttpResponse:
    """After two Saves met: the page as the other one saved it, with one's own changes on top as a draft."""
    draft = drafts.read(request.POST, access.account.time_zone)
    present = queries.held(queries.ticked(access.account, list(draft.rows)), access.at)
    base = queries.as_of(access.account, draft.drawn_at, draft.rows)
    rows, periods = plain.merged(base, draft.rows, draft.periods, present)
    known = queries.known(access.account, rows)
    again = replace(draft, rows={who: rows[who] for who in known}, periods={who: periods[who] for who in known})
    return _show(request, access, again)


@page(to=MANAGE)
@require_GET
def permission_candidates(request: HttpRequest, access: Access) -> HttpResponse:
    """Whom one may add, for the picker."""
    return render(request, "pbx/_candidates.html", _candidates(request, access))


@page(to=MANAGE)
@require_GET
def permission_row(request: HttpRequest, access: Access) -> HttpResponse:
    """The row of somebody who is being added, for the draft in the browser."""
    wanted = _principal(request.GET.get("add", ""))
    view = queries.page(access.account, [wanted])
    shown = drafts.lines(view, drafts.NONE, access.account.time_zone)
    line = next(line for line in shown if line.row.principal == wanted)
    return render(request, "pbx/permission_row.html", {**_frame(access, view), "line": line})


def _save(request: HttpRequest, access: Access) -> HttpResponse:
    draft = drafts.read(request.POST, access.account.time_zone)
    try:
        save_permissions(
            access.actor, account=access.account, version=draft.version, rows=draft.rows, periods=draft.periods
        )
    except Conflict:
        return _conflict(request, access, draft)
    except NotKnown:
        raise
    except Refused as refusal:
        against = queries.preview(access, draft.version, draft.rows, draft.periods).refusals or [refusal]
        return _show(request, access, draft, refusals=against, status=refusal.status)
    messages.success(request, _("The permissions are saved."))
    still = grants.permissions(access.actor.person_id or 0, access.account)
    target = "pbx:permission-list" if MANAGE in still else "pbx:overview"
    return HttpResponseRedirect(reverse(target, kwargs={"number": access.account.number}))


def _show(
    request: HttpRequest,
    access: Access,
    draft: Draft = drafts.NONE,
    *,
    also: Iterable[Principal] = (),
    refusals: Iterable[Refused] = (),
    status: int = 200,
) -> HttpResponse:
    view = queries.page(access.account, [*draft.rows, *also], place_in(request))
    against = list(refusals)
    context = {
        **_frame(access, view),
        **_candidates(request, access),
        "lines": drafts.lines(view, draft, access.account.time_zone, against),
        "errors": [str(refusal) for refusal in against],
        "head": view.head,
        "is_beginning": not view.window.before,
        "window": view.window,
        "page_query": query_without(request, *PLACE),
        "cannot_give": _cannot_give(access),
    }
    return render(request, "pbx/permission_list.html", context, status=status)


def _frame(access: Access, view: queries.PermissionsView) -> dict[str, Any]:
    return {
        "account": access.account,
        "columns": drafts.columns(),
        "version": view.head.version,
        "drawn_at": view.drawn_at.isoformat(),
    }


def _candidates(request: HttpRequest, access: Access) -> dict[str, Any]:
    sought = request.GET.get("q", "").strip()[:100]
    found = queries.candidates(access.account, sought) if sought else []
    return {"account": access.account, "q": sought, "candidates": found, "added": request.GET.getlist("add")}


def _cannot_give(access: Access) -> list[str]:
    """Why the actor may not give View or Pay, said before they try."""
    rights = {queries.RIGHT[permission] for permission in PBX_GUARDED}
    return [str(refusal) for refusal in giving.refusals(access, rights, until=None)]


def _effect(access: Access, draft: Draft) -> dict[str, Any]:
    preview = queries.preview(access, draft.version, draft.rows, draft.periods)
    return {"preview": preview, "me": access.actor.person_id, "labels": drafts.labels()}


def _conflict(request: HttpRequest, access: Access, draft: Draft) -> HttpResponse:
    base = queries.as_of(access.account, draft.drawn_at, draft.rows)
    context = {
        "fields": drafts.fields(draft, access.account.time_zone),
        "account": access.account,
        "theirs": queries.saved_since(access.account, draft.drawn_at),
        "mine": plain.changes(base, draft.rows, plain.since(draft.periods, draft.drawn_at)),
        "names": {who: found.name for who, found in queries.known(access.account, draft.rows).items()},
        "labels": drafts.labels(),
    }
    return render(request, "pbx/permission_conflict.html", context, status=409)


def _principal(text: str) -> Principal:
    try:
        return Principal.parse(text)
    except ValueError as error:
        raise NotKnown from error
