"""The permissions page: a draft until Save, all or nothing (rule 6)."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bursar.access.permissions import Permission
from bursar.core.errors import Conflict, NotKnown, Refused
from bursar.grants import queries as grants
from bursar.grants.queries import Access
from bursar.pbx import draft as plain
from bursar.pbx import queries
from bursar.pbx.commands import save_permissions
from bursar.pbx.draft import Kind, Principal
from bursar.portals.pbx import drafts, showing
from bursar.portals.pbx.door import page
from bursar.portals.pbx.drafts import Draft

MANAGE = Permission.PBX_PERMISSION_MANAGE


@page(to=MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def permission_list(request: HttpRequest, access: Access) -> HttpResponse:
    """Show the page, or save a draft of it."""
    if request.method == "POST":
        return _save(request, access)
    return showing.show(request, access, also=map(showing.principal, request.GET.getlist("add")))


@page(to=MANAGE)
@require_GET
def person_dates(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """From when until when each permission of a person counts; a script shows it under their row."""
    return _dates(request, access, Principal(Kind.PERSON, uid))


@page(to=MANAGE)
@require_GET
def group_dates(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """The same of a group."""
    return _dates(request, access, Principal(Kind.GROUP, uid))


@page(to=MANAGE)
@require_POST
def permission_preview(request: HttpRequest, access: Access) -> HttpResponse:
    """What a draft would change for whom; changes nothing."""
    draft = drafts.read(request.POST, access.account.time_zone)
    return render(request, "pbx/_effect.html", showing.effect(access, draft))


@page(to=MANAGE)
@require_POST
def permission_review(request: HttpRequest, access: Access) -> HttpResponse:
    """The same as a page that asks before it saves, for browsers without scripts."""
    draft = drafts.read(request.POST, access.account.time_zone)
    fields = drafts.fields(draft, access.account.time_zone)
    context = {**showing.effect(access, draft), "fields": fields, "account": access.account}
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
    return showing.show(request, access, again)


@page(to=MANAGE)
@require_GET
def permission_candidates(request: HttpRequest, access: Access) -> HttpResponse:
    """Whom one may add, for the picker."""
    return render(request, "pbx/_candidates.html", showing.candidates(request, access))


@page(to=MANAGE)
@require_GET
def permission_row(request: HttpRequest, access: Access) -> HttpResponse:
    """The row of somebody who is being added, for the draft in the browser."""
    frame, line = showing.one_row(access, showing.principal(request.GET.get("add", "")))
    return render(request, "pbx/permission_row.html", {**frame, "line": line})


def _dates(request: HttpRequest, access: Access, who: Principal) -> HttpResponse:
    frame, line = showing.one_row(access, who)
    return render(request, "pbx/permission_dates.html", {**frame, "line": line})


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
        return showing.show(request, access, draft, refusals=against, status=refusal.status)
    messages.success(request, _("The permissions are saved."))
    for note in draft.notes:
        messages.info(request, note)
    still = grants.permissions(access.actor.person_id or 0, access.account)
    target = "pbx:permission-list" if MANAGE in still else "pbx:overview"
    return HttpResponseRedirect(reverse(target, kwargs={"number": access.account.number}))


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
