"""The list of invoices: open, paid, and credit notes; searched, sorted, paged, exported."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bursar.access.permissions import Permission
from bursar.core.money import format_number
from bursar.grants.queries import Access
from bursar.invoices import figures, queries
from bursar.invoices.queries import Listed
from bursar.payments import queries as payments
from bursar.portals.addresses import address
from bursar.portals.bills import export
from bursar.portals.bills.asked import TABS, Asked, asked_of
from bursar.portals.bills.rows import Line, credit_lines, invoice_lines
from bursar.portals.doors import Door
from bursar.portals.listing import place_in
from bursar.portals.spreadsheet import download


def listed(request: HttpRequest, access: Access, door: Door) -> HttpResponse:
    """One tab of the list."""
    asked = asked_of(request, access)
    is_credits = asked.tab == "credits"
    shown = queries.page(access, asked.wanted, place_in(request))
    summary = figures.summary(access)
    context = {
        "door": door,
        "account": access.account,
        "asked": asked,
        "window": shown,
        "total": None if asked.is_narrowed else _number(_counts(summary)[asked.tab]),
        "default_sort": queries.DEFAULT_SORT[asked.tab],
        "rows": credit_lines(shown.rows) if is_credits else _invoice_lines(access, asked, shown.rows),
        "tabs": _tabs(access, door, asked, _counts(summary)),
        "years": [("", _("All years")), *((year, str(year)) for year in summary.years)],
        "balances": summary.balances if asked.tab == "open" else [],
        "may_pay": access.may(Permission.INVOICE_PAY),
    }
    return render(request, "bills/invoice_list.html", context)


def exported(request: HttpRequest, access: Access, door: Door) -> HttpResponse:
    """The whole list as asked for, all pages, as CSV."""
    asked = asked_of(request, access)
    if asked.tab == "credits":
        table = export.credit_notes(queries.every_credit_note(access, asked.wanted))
    else:
        table = export.invoices(queries.every_invoice(access, asked.wanted))
    name = f"{access.account.number}-{asked.tab}-{queries.today_of(access.account).isoformat()}.csv"
    return download(table, name)


def _invoice_lines(access: Access, asked: Asked, rows: list[Listed]) -> list[Line]:
    is_open = asked.tab == "open"
    reserved = payments.reserved(access.account) if is_open else {}
    return invoice_lines(rows, queries.today_of(access.account), reserved, shows_left=is_open)


def _counts(summary: figures.Summary) -> dict[str, int]:
    return {"open": summary.open, "paid": summary.paid, "credits": summary.credits}


def _tabs(access: Access, door: Door, asked: Asked, counts: dict[str, int]) -> list[tuple[str, str, bool, str]]:
    """Open and paid; credit notes where there are any."""
    words = {"open": _("Open invoices"), "paid": _("Paid invoices"), "credits": _("Credit notes")}
    here = address(f"{door.key}:invoice-list", number=access.account.number)
    return [
        (words[tab], f"{here}?{asked.query(tab=tab, sort='')}", tab == asked.tab, _number(counts[tab]))
        for tab in TABS
        if tab != "credits" or counts[tab] or asked.tab == tab
    ]


def _number(count: int) -> str:
    return format_number(Decimal(count), get_language() or "en", most=0)
