"""The movements of an account by the day they count from: what a statement of account is made of."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from bursar.grants.queries import Access
from bursar.invoices.models import Tally
from bursar.invoices.queries.standing import require_view

# Entries of one cause on one day are one movement; credit that moves within the account is none. The months before the
# period are sums that are kept; of the month that it begins in, entries are added up.
_BEFORE = """
SELECT COALESCE((SELECT SUM(minor) FROM invoices_tally WHERE account_id = %s AND measure = 'booked' AND currency = %s
                 AND day < %s), 0) +
       COALESCE((SELECT SUM(amount_minor) FROM invoices_ledgerentry WHERE account_id = %s AND currency = %s
                 AND booked_on >= %s AND booked_on < %s), 0)
"""
_MOVEMENTS = """
SELECT MIN(e.id) AS first, CAST(e.booked_on AS CHAR(10)) AS day, e.kind, SUM(e.amount_minor), e.payment_id, e.refund_id,
       d.uid, d.number, a.reason, i.uid, i.number
FROM invoices_ledgerentry e LEFT JOIN invoices_document d ON d.id = e.document_id
LEFT JOIN invoices_adjustment a ON a.id = e.adjustment_id LEFT JOIN invoices_document i ON i.id = a.invoice_id
WHERE e.account_id = %s AND e.currency = %s AND e.booked_on >= %s AND e.booked_on <= %s AND e.kind <> 'credit'
GROUP BY e.booked_on, e.kind, e.payment_id, e.refund_id, d.uid, d.number, a.id, a.reason, i.uid, i.number,
         CASE WHEN e.amount_minor < 0 THEN 0 ELSE 1 END
ORDER BY e.booked_on, first {limit}
"""


class Movement(NamedTuple):
    """What moved, in minor units: above zero is owed, below zero settles."""

    on: date
    kind: str  # of LedgerEntry.Kind
    minor: int
    payment_id: int | None
    refund_id: int | None
    uid: str  # of the document, or of the invoice that was adjusted
    number: str
    reason: str


@dataclass(frozen=True)
class Period:
    """From a day to a day, both of them in it, in one currency."""

    start: date
    end: date
    currency: str


def currencies_booked(access: Access) -> list[str]:
    """The currencies in which the account has entries. Raises Forbidden without View invoices."""
    require_view(access)
    rows = Tally.objects.filter(account=access.account, measure=Tally.Measure.BOOKED)
    return sorted(set(rows.values_list("currency", flat=True)))


def balance_before(access: Access, period: Period) -> int:
    """What was owed before a period began (less than zero: in the account's favour), in minor units."""
    require_view(access)
    account, first = access.account.pk, period.start.replace(day=1).isoformat()
    values: list[Any] = [account, period.currency, first, account, period.currency, first, period.start.isoformat()]
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, values)
        return int(cursor.fetchone()[0])


def movements(access: Access, period: Period, limit: int | None = None) -> Iterator[Movement]:
    """What moved in a period, in order, month by month so that no more is held at once; so many at most."""
    require_view(access)
    booked = Tally.objects.filter(account=access.account, measure=Tally.Measure.BOOKED, currency=period.currency)
    months = booked.filter(day__gte=period.start.replace(day=1), day__lte=period.end).order_by("day")
    found = 0
    for first in months.values_list("day", flat=True):
        last = first.replace(day=monthrange(first.year, first.month)[1])
        rows = _rows(access, Period(max(first, period.start), min(last, period.end), period.currency), limit)
        for row in rows[: None if limit is None else limit - found]:
            yield _movement(row)
        found += len(rows)
        if limit is not None and found >= limit:
            return


def _rows(access: Access, period: Period, limit: int | None) -> list[Any]:
    most = "" if limit is None else f"LIMIT {limit:d}"
    values: list[Any] = [access.account.pk, period.currency, period.start.isoformat(), period.end.isoformat()]
    with connection.cursor() as cursor:
        cursor.execute(_MOVEMENTS.format(limit=most), values)
        return list(cursor.fetchall())


def _movement(row: Any) -> Movement:
    _first, day, kind, minor, payment, refund, uid, number, reason, on_uid, on_number = row
    known = uid or on_uid or "", number or on_number or "", reason or ""
    return Movement(date.fromisoformat(day), kind, int(minor), payment, refund, *known)
