"""Downloading a selection: the ticked documents or a whole list, in the formats that one chooses, as one ZIP."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _l

from bursar.grants.queries import Access
from bursar.invoices import queries
from bursar.portals.bills.archive import streamed
from bursar.portals.bills.asked import Asked, asked_of
from bursar.portals.bills.bundle import Bundle
from bursar.portals.doors import Door

MOST = 500  # documents in one file

FORMATS = (
    ("pdf", _l("PDF: the document as it was issued")),
    ("xml", _l("XML as received, where it came as such")),
    ("ubl", _l("UBL 2.1 (EN 16931)")),
    ("cii", _l("CII (EN 16931)")),
    ("csv", _l("CSV: tables of the documents and of their lines, for spreadsheets")),
)


class FormatForm(forms.Form):
    """Which formats."""

    format = forms.MultipleChoiceField(
        label=_l("Formats"),
        choices=FORMATS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _l("Choose at least one format."), "invalid_choice": _l("This is no format.")},
    )


def asked(request: HttpRequest, access: Access, door: Door) -> HttpResponse:
    """The page that asks for the formats; beyond the maximum it says what to do instead."""
    return _page(request, access, door, FormatForm(initial={"format": ["pdf"]}))


def packed(request: HttpRequest, access: Access, door: Door) -> HttpResponseBase:
    """The ZIP, sent while it is made; who downloads is noted for each document."""
    form = FormatForm(request.GET)
    _wanted, ids = _selected(request, access)
    if not form.is_valid() or not 0 < len(ids) <= MOST:
        return _page(request, access, door, form, 422)
    today = queries.today_of(access.account)
    name = f"{access.account.number}-{today.isoformat()}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    if request.method == "HEAD":
        return HttpResponse(content_type="application/zip", headers=headers)
    bundle = Bundle(access, ids, form.cleaned_data["format"], get_language() or "en", today)
    return StreamingHttpResponse(streamed(bundle.entries()), content_type="application/zip", headers=headers)


def _selected(request: HttpRequest, access: Access) -> tuple[Asked, list[int]]:
    wanted = asked_of(request, access)
    uids = [uid[:20] for uid in request.GET.getlist("invoice")]
    return wanted, queries.selected(access, wanted.wanted, uids, MOST)


def _page(request: HttpRequest, access: Access, door: Door, form: FormatForm, status: int = 200) -> HttpResponse:
    wanted, ids = _selected(request, access)
    kept = [(name, value) for name, value in request.GET.lists() if name not in ("format", "after", "before")]
    context: dict[str, Any] = {
        "door": door,
        "account": access.account,
        "asked": wanted,
        "form": form,
        "kept": [(name, value) for name, values in kept for value in values if value][: MOST + 20],
        "count": len(ids),
        "most": MOST,
        "is_ticked": "invoice" in request.GET,
    }
    return render(request, "bills/download.html", context, status=status)
