"""The list of invoices: open, paid, and credit notes; searched, sorted, paged, exported."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

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
from bursar.portals.paging import stretch

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
    shown = stretch(request, _rows(access, asked), queries.order(asked.tab, asked.sort))
    summary = figures.summary(access)
    is_credits = asked.tab == "credits"
    context = {
        "door": door,
        "account": access.account,
        "asked": asked,
        "stretch": shown,
        "total": None if asked.search or asked.year else _counts(summary)[asked.tab],
        "default_sort": queries.DEFAULT_SORT[asked.tab],
        "credit_notes": [row.document for row in shown.rows] if is_credits else [],
        "rows": [] if is_credits else _with_reserved(access, shown.rows),
        "tabs": _tabs(access, door, asked, _counts(summary)),
        "years": [("", _("All years")), *((year, str(year)) for year in queries.years(access))],
        "balances": summary.balances if asked.tab == "open" else [],
        "may_pay": access.may(Permission.INVOICE_PAY),
        "status_word": status_word,
        "tones": TONES,
        "due_hint": due_hint,
    }
    return render(request, "bills/invoice_list.html", context)


def exported(request: HttpRequest, access: Access, door: Door) -> HttpResponse:
    """The whole list as asked for, all pages, as CSV."""
    asked = _asked(request)
    order = queries.order(asked.tab, asked.sort)
    rows = _rows(access, asked).order_by(order, "-pk" if order.startswith("-") else "pk")
    if asked.tab == "credits":
        table = export.credit_notes(row.document for row in rows)
    else:
        table = export.invoices(queries.standing(access, rows))
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
    if asked.tab == "credits":
        return queries.credit_notes(access, search=asked.search, year=asked.year)
    return queries.invoices(access, "open" if asked.tab == "open" else "paid", search=asked.search, year=asked.year)


def _with_reserved(access: Access, rows: Any) -> list[Row]:
    found = queries.standing(access, rows)
    reserved = payments.reserved([i.document.pk for i in found if i.outstanding])
    return [Row(i, reserved.get(i.document.pk, 0)) for i in found]


def _counts(summary: figures.Summary) -> dict[str, int]:
    return {"open": summary.open, "paid": summary.paid, "credits": summary.credits}


def _tabs(access: Access, door: Door, asked: Asked, counts: dict[str, int]) -> list[tuple[str, str, bool, int]]:
    """Open and paid; credit notes where there are any."""
    words = {"open": _("Open invoices"), "paid": _("Paid invoices"), "credits": _("Credit notes")}
    address = reverse(f"{door.key}:invoice-list", kwargs={"number": access.account.number})
    return [
        (words[tab], f"{address}?{asked.query(tab=tab, sort='')}", tab == asked.tab, counts[tab])
        for tab in TABS
        if tab != "credits" or counts[tab] or asked.tab == tab
    ]
