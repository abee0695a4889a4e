"""The first page of the billing portal: what is owed, what needs attention, how the year went."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bursar.access.permissions import Permission
from bursar.billing import queries as billing
from bursar.grants.queries import Access
from bursar.invoices import figures, queries
from bursar.payments.purse import purse
from bursar.portals.addresses import address
from bursar.portals.billing.charts import age_bars, bars
from bursar.portals.billing.door import page
from bursar.portals.billing.warnings import warnings
from bursar.portals.bills.rows import Line, invoice_lines

RECENT = 6


@require_safe
@page(to=Permission.BILLING_PORTAL_ENTER)
def overview(request: HttpRequest, access: Access) -> HttpResponse:
    """Figures for those who may view invoices; warnings and ways on for everybody who enters."""
    may_view = access.may(Permission.INVOICE_VIEW)
    summary, months = figures.summary_and_months(access) if may_view else (figures.NOTHING, {})
    balances, portal, own = summary.balances, billing.glance(access), purse(access)
    charts = [(each, bars(months[each], each)) for each in summary.currencies if each in months]
    today = queries.today_of(access.account)
    context = {
        "account": access.account,
        "may_view": may_view,
        "may_pay": access.may(Permission.INVOICE_PAY),
        "today": today,
        "balances": balances,
        "credits": own.credits,
        "since": figures.first_month(access),
        "warnings": warnings(access, balances, portal, own),
        "charts": charts,
        "ages": [(currency, age_bars(aged, currency)) for currency, aged in summary.ages.items()],
        "paid": {currency: sum(month.paid for month in months[currency]) for currency in months},
        "recent": _recent(access, today) if may_view else [],
        "by_role": access.goes_by_role,
        "administrators": portal.full if access.may(Permission.BILLING_ADMIN_MANAGE) else [],
        "unnamed": portal.count - len(portal.full),
        "ways": [item for item in request.frame.nav if item.url != request.path],  # type: ignore[attr-defined]
        "invoices_url": address("billing:invoice-list", number=access.account.number),
    }
    return render(request, "billing/overview.html", context)


def _recent(access: Access, today: date) -> list[Line]:
    return invoice_lines(queries.newest(access, RECENT), today, {}, shows_left=False)
