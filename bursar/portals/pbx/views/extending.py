"""Letting permissions go on whose end comes near: one button, which saves the page for this row alone."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bursar.access.permissions import PBX_NEEDS, Permission
from bursar.core.errors import NotKnown, Refused
from bursar.grants.periods import Period
from bursar.grants.queries import Access
from bursar.pbx.commands import save_permissions
from bursar.pbx.draft import Dates, Kind, Principal
from bursar.portals.pbx import drafts, showing
from bursar.portals.pbx.door import page
from bursar.portals.pbx.drafts import Draft, Line

MANAGE = Permission.PBX_PERMISSION_MANAGE


@page(to=MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def person_extend(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """A calendar month more for what ends next of a person's ticks."""
    return _extend(request, access, Principal(Kind.PERSON, uid))


@page(to=MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def group_extend(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """The same of a group."""
    return _extend(request, access, Principal(Kind.GROUP, uid))


def _extend(request: HttpRequest, access: Access, who: Principal) -> HttpResponse:
    frame, line = showing.one_row(access, who)
    dates = _ending_next(line)
    if not dates:  # somebody has taken the end away meanwhile
        return _to_the_page(access)
    later = {p: period.extended(access.at, access.account.time_zone) for p, period in dates.items()}
    later |= _needed(line, later)
    dates = {p: period for p, period in line.row.dates.items() if p in later}
    draft = Draft(frame["version"], access.at, {who: line.row.ticks}, {who: later})
    refusal = None
    if request.method == "POST":
        draft = replace(draft, version=drafts.version(request.POST))
        try:
            save_permissions(
                access.actor, account=access.account, version=draft.version, rows=draft.rows, periods=draft.periods
            )
        except NotKnown:
            raise
        except Refused as against:
            refusal = against
        else:
            messages.success(request, _("The permissions of %(name)s are extended.") % {"name": line.row.who.name})
            return _to_the_page(access)
    context = {**frame, "line": line, "dates": dates, "later": _end(later), "refusal": refusal}
    context |= showing.effect(access, draft)
    return render(request, "pbx/permission_extend.html", context, status=refusal.status if refusal else 200)


def _ending_next(line: Line) -> Dates:
    """The ticks that end first, together."""
    dates = {p: period for p, period in line.row.dates.items() if period.valid_until}
    first = min((period.valid_until for period in dates.values() if period.valid_until), default=None)
    return {p: period for p, period in dates.items() if period.valid_until == first}


def _needed(line: Line, later: Dates) -> Dates:
    """View, where Pay would outlast it: as long as Pay, which cannot go on without it."""
    needs = {PBX_NEEDS[p]: period.valid_until for p, period in later.items() if p in PBX_NEEDS}
    mine = {need: line.row.dates[need] for need in needs if need in line.row.dates and need not in later}
    return {
        need: replace(period, valid_until=until)
        for need, period in mine.items()
        if period.valid_until and (until := needs[need]) and period.valid_until < until
    }


def _end(dates: Dates) -> Period:
    return Period(None, next(iter(dates.values())).valid_until)


def _to_the_page(access: Access) -> HttpResponse:
    return HttpResponseRedirect(reverse("pbx:permission-list", kwargs={"number": access.account.number}))
