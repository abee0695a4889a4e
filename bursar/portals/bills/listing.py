"""The list of invoices: open, paid, and credit notes; searched, sorted, paged, exported."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from bursar.access.permissions import Permission
from bursar.grants.queries import Access
from bursar.invoices import figures, queries
from bursar.invoices.queries import Invoice
from bursar.payments import queries as payments
from bursar.portals.bills import export
from bursar.portals.bills.words import TONES, due_hint, status_word
from bursar.portals.doors import Door

PER_PAGE = 50
TABS = ("open", "paid", "credits")


@dataclass(frozen=True)
class Asked:
    """What the address asks for; anything unknown is left out."""

    tab: str
    search: str
    year: int | None
    sort: str

    def query(self, **changes: Any) -> str:
        """The address's query with some parts changed."""
        said = {"tab": self.tab, "q": self.search, "year": self.year or "", "sort": self.sort, **changes}
        return urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True)
class Row:
    """An invoice of the list."""

    invoice: Invoice
    reserved: int

    @property
    def payable(self) -> int:
        """What may be ordered to be paid now."""
        return max(0, self.invoice.outstanding - self.reserved)


def listed(request: HttpRequest, access: Access, door: Door) -> HttpResponse:
    """One tab of the list."""
    asked = _asked(request)
    rows = _rows(access, asked)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    is_credits = asked.tab == "credits"
    context = {
        "door": door,
        "account": access.account,
        "asked": asked,
        "page_obj": page,
        "credit_notes": list(page.object_list) if is_credits else [],
        "rows": [] if is_credits else _with_reserved(access, page.object_list),
        "tabs": _tabs(access, door, asked),
        "years": [("", _("All years")), *((year, str(year)) for year in queries.years(access))],
        "balances": figures.balances(access) if asked.tab == "open" else [],
        "may_pay": access.may(Permission.INVOICE_PAY),
        "status_word": status_word,
        "tones": TONES,
        "due_hint": due_hint,
    }
    return render(request, "bills/invoice_list.html", context)


def exported(request: HttpRequest, access: Access, door: Door) -> HttpResponse:
    """The whole list as asked for, all pages, as CSV."""
    asked = _asked(request)
    rows = _rows(access, asked)
    table = export.credit_notes(rows) if asked.tab == "credits" else export.invoices(queries.standing(access, rows))
    name = f"{access.account.number}-{asked.tab}-{queries.today_of(access.account).isoformat()}.csv"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(export.as_csv(table), content_type="text/csv; charset=utf-8", headers=disposition)


def _asked(request: HttpRequest) -> Asked:
    tab = request.GET.get("tab", "open")
    year = request.GET.get("year", "")
    sort = request.GET.get("sort", "")
    return Asked(
        tab=tab if tab in TABS else "open",
        search=" ".join(request.GET.get("q", "").split())[:100],
        year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 and year > "1000" else None,
        sort=sort if sort.lstrip("-") in queries.SORTS else "",
    )


def _rows(access: Access, asked: Asked) -> QuerySet[Any]:
    narrowed = {"search": asked.search, "year": asked.year, "sort": asked.sort}
    if asked.tab == "credits":
        return queries.credit_notes(access, **narrowed)  # type: ignore[arg-type]  # one dictionary of several types
    return queries.invoices(access, "open" if asked.tab == "open" else "paid", **narrowed)  # type: ignore[arg-type]


def _with_reserved(access: Access, rows: Any) -> list[Row]:
    found = queries.standing(access, rows)
    reserved = payments.reserved([i.document.pk for i in found if i.outstanding])
    return [Row(i, reserved.get(i.document.pk, 0)) for i in found]


def _tabs(access: Access, door: Door, asked: Asked) -> list[tuple[str, str, bool, int]]:
    """Open and paid; credit notes where there are any."""
    counts = {
        "open": queries.invoices(access, "open").count(),
        "paid": queries.invoices(access, "paid").count(),
        "credits": queries.credit_notes(access).count(),
    }
    words = {"open": _("Open invoices"), "paid": _("Paid invoices"), "credits": _("Credit notes")}
    address = reverse(f"{door.key}:invoice-list", kwargs={"number": access.account.number})
    return [
        (words[tab], f"{address}?{asked.query(tab=tab, sort='')}", tab == asked.tab, counts[tab])
        for tab in TABS
        if tab != "credits" or counts[tab] or asked.tab == tab
    ]
