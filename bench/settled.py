"""What is kept beside the ledger, brought up to date for payments that were written in bulk."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Count, QuerySet, Sum

from bursar.accounts.models import Account
from bursar.invoices.models import Standing, Tally
from bursar.invoices.steps.tallying import Tallies, month

_PAID = """
UPDATE invoices_standing SET paid_minor = (
    SELECT SUM(-amount_minor) FROM invoices_ledgerentry e
    WHERE e.invoice_id = invoices_standing.document_id AND e.kind = 'payment')
WHERE document_id IN (SELECT invoice_id FROM invoices_ledgerentry WHERE payment_id BETWEEN %s AND %s)
"""
_LEFT = """
UPDATE invoices_standing SET is_open = gross_minor + adjusted_minor > credited_minor + paid_minor,
    outstanding_minor = CASE WHEN gross_minor + adjusted_minor > credited_minor + paid_minor
                        THEN gross_minor + adjusted_minor - credited_minor - paid_minor ELSE 0 END
WHERE document_id IN (SELECT invoice_id FROM invoices_ledgerentry WHERE payment_id BETWEEN %s AND %s)
"""


def settle(account: Account, payments: list[int], posted: Iterable[tuple[str, datetime, int]]) -> None:
    """Payments with these ids, in one stretch, were posted to the ledger: `posted` has currency, instant and amount."""
    span = [min(payments), max(payments)]
    zone = ZoneInfo(account.time_zone)
    tallies = Tallies()
    for currency, at, minor in posted:
        first = month(at.astimezone(zone).date())
        tallies.add(account.pk, Tally.Measure.PAID, currency, first, 1, minor)
        tallies.add(account.pk, Tally.Measure.BOOKED, currency, first, 1, -minor)
    touched = Standing.objects.filter(document__entries__payment_id__range=span).distinct()
    _add_due(account, tallies, touched, sign=-1)
    with connection.cursor() as cursor:
        cursor.execute(_PAID, span)
        cursor.execute(_LEFT, span)
    _add_due(account, tallies, touched, sign=1)
    tallies.write()


def _add_due(account: Account, tallies: Tallies, touched: QuerySet[Standing], sign: int) -> None:
    rows = Standing.objects.filter(pk__in=touched.values("pk"), is_open=True).order_by()
    by_day = rows.values_list("currency", "due_on").annotate(count=Count("pk"), minor=Sum("outstanding_minor"))
    for currency, day, count, minor in by_day:
        tallies.add(account.pk, Tally.Measure.DUE, currency, day, sign * count, sign * minor)
