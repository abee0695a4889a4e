"""The first page of the billing portal: what is owed, what needs attention, how the year went."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from bursar.access.permissions import Permission
from bursar.billing import queries as billing
from bursar.core.days import format_day
from bursar.grants.queries import Access
from bursar.invoices import figures, queries
from bursar.payments import queries as payments
from bursar.portals.addresses import address
from bursar.portals.billing.door import page
from bursar.portals.billing.warnings import warnings
from bursar.portals.bills.rows import Line, invoice_lines
from bursar.portals.templating import day_month

RECENT = 6


@require_safe
@page(to=Permission.BILLING_PORTAL_ENTER)
def overview(request: HttpRequest, access: Access) -> HttpResponse:
    """Figures for those who may view invoices; warnings and ways on for everybody who enters."""
    may_view = access.may(Permission.INVOICE_VIEW)
    summary = figures.summary(access) if may_view else None
    balances = summary.balances if summary else []
    may_manage = access.may(Permission.BILLING_ADMIN_MANAGE)
    charts = _charts(access, summary.currencies) if summary else []
    today = queries.today_of(access.account)
    context = {
        "account": access.account,
        "may_view": may_view,
        "may_pay": access.may(Permission.INVOICE_PAY),
        "today": today,
        "balances": balances,
        "credits": payments.credits_of(access.account) if may_view else [],
        "since": figures.first_month(access),
        "warnings": warnings(access, balances),
        "charts": charts,
        "paid": {currency: sum(month["values"]["paid"] for month in months) for currency, months in charts},
        "recent": _recent(access, today) if may_view else [],
        "administrators": billing.full_now(access.account) if may_manage else [],
        "ways": [item for item in request.frame.nav if item.url != request.path],  # type: ignore[attr-defined]
        "invoices_url": address("billing:invoice-list", number=access.account.number),
    }
    return render(request, "billing/overview.html", context)


def _recent(access: Access, today: date) -> list[Line]:
    return invoice_lines(queries.newest(access, RECENT), today, {}, shows_left=False)


def _charts(access: Access, currencies: list[str]) -> list[tuple[str, list[dict[str, Any]]]]:
    """A chart for each currency that the last twelve months know."""
    months = figures.months(access)
    return [(currency, [_month(month) for month in months[currency]]) for currency in currencies if currency in months]


def _month(month: figures.Month) -> dict[str, Any]:
    return {
        "label": day_month(month.first),
        "short": format_day(month.first, "LLL", get_language()),
        "values": {"invoiced": month.invoiced, "paid": month.paid},
    }
