"""Publishing what was staged: entries, standings and tallies of all documents of an import, in a few statements."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet, Sum

from bursar.core import clock
from bursar.invoices.models import Document, ImportRun, LedgerEntry, Standing, Tally
from bursar.invoices.steps.tallying import NO_DAY, Tallies, month

_ENTRIES = """
INSERT INTO invoices_ledgerentry (account_id, invoice_id, kind, currency, amount_minor, document_id, booked_on, at)
SELECT account_id, CASE kind WHEN 'invoice' THEN id ELSE refers_to_id END, kind, currency,
       CASE kind WHEN 'invoice' THEN gross_minor ELSE -gross_minor END, id, issued_on, %s
FROM invoices_document WHERE import_run_id = %s ORDER BY id
"""
_ADJUSTMENTS = """
INSERT INTO invoices_ledgerentry (account_id, invoice_id, kind, currency, amount_minor, document_id, booked_on, at)
SELECT account_id, CASE kind WHEN 'invoice' THEN id ELSE refers_to_id END, 'adjustment', currency, adjusted_minor, id,
       issued_on, %s
FROM invoices_document WHERE import_run_id = %s AND adjusted_minor <> 0 ORDER BY id
"""
_STANDINGS = """
INSERT INTO invoices_standing (document_id, account_id, kind, currency, number, issued_on, issued_year, due_on,
                               gross_minor, adjusted_minor, credited_minor, paid_minor, kept_minor,
                               outstanding_minor, is_open)
SELECT id, account_id, kind, currency, number, issued_on, {year},
       CASE kind WHEN 'invoice' THEN COALESCE(due_on, issued_on) ELSE due_on END, gross_minor,
       CASE kind WHEN 'invoice' THEN adjusted_minor ELSE 0 END, 0, 0, 0,
       CASE WHEN kind = 'invoice' AND gross_minor + adjusted_minor > 0 THEN gross_minor + adjusted_minor ELSE 0 END,
       kind = 'invoice' AND gross_minor + adjusted_minor > 0
FROM invoices_document WHERE import_run_id = %s ORDER BY id
"""
_CREDITS = """
UPDATE invoices_standing SET credited_minor = credited_minor + (
    SELECT SUM(note.gross_minor) FROM invoices_document note
    WHERE note.import_run_id = %s AND note.refers_to_id = invoices_standing.document_id
), adjusted_minor = adjusted_minor + (
    SELECT SUM(note.adjusted_minor) FROM invoices_document note
    WHERE note.import_run_id = %s AND note.refers_to_id = invoices_standing.document_id)
WHERE document_id IN (SELECT refers_to_id FROM invoices_document WHERE import_run_id = %s AND refers_to_id IS NOT NULL)
"""
# What is now more than the invoice asks for goes to the account's credit, by two entries of the last note that did it.
_TOO_MUCH = """
SELECT s.account_id, s.document_id, s.currency,
       s.credited_minor + s.paid_minor - s.gross_minor - s.adjusted_minor - s.kept_minor AS much,
       COALESCE((SELECT MAX(n.id) FROM invoices_document n
                 WHERE n.import_run_id = %s AND n.refers_to_id = s.document_id), s.document_id) AS cause
FROM invoices_standing s WHERE s.kind = 'invoice'
AND s.credited_minor + s.paid_minor > s.gross_minor + s.adjusted_minor + s.kept_minor
AND s.document_id IN (SELECT COALESCE(refers_to_id, id) FROM invoices_document WHERE import_run_id = %s)
"""
_KEPT = """
INSERT INTO invoices_ledgerentry (account_id, invoice_id, kind, currency, amount_minor, document_id, booked_on, at)
SELECT t.account_id, t.document_id, 'credit', t.currency, t.much, t.cause, c.issued_on, %s
FROM ({too_much}) AS t JOIN invoices_document c ON c.id = t.cause
UNION ALL SELECT t.account_id, NULL, 'credit', t.currency, -t.much, t.cause, c.issued_on, %s
FROM ({too_much}) AS t JOIN invoices_document c ON c.id = t.cause
"""
_LEFT = """
UPDATE invoices_standing SET
    kept_minor = CASE WHEN credited_minor + paid_minor > gross_minor + adjusted_minor + kept_minor
        THEN credited_minor + paid_minor - gross_minor - adjusted_minor ELSE kept_minor END,
    is_open = gross_minor + adjusted_minor + kept_minor > credited_minor + paid_minor,
    outstanding_minor = CASE WHEN gross_minor + adjusted_minor + kept_minor > credited_minor + paid_minor
        THEN gross_minor + adjusted_minor + kept_minor - credited_minor - paid_minor ELSE 0 END
WHERE kind = 'invoice' AND document_id IN (SELECT COALESCE(refers_to_id, id) FROM invoices_document
    WHERE import_run_id = %s AND (refers_to_id IS NOT NULL OR adjusted_minor <> 0))
"""


def publish(run: ImportRun) -> None:
    """Let everybody see the documents of an import that is staged; the caller holds the locks of all their accounts.

    Each causes its ledger entry; each gets its standing; the standings of invoices that credit notes refer to follow.
    """
    now = clock.now()
    documents = Document.objects.filter(import_run=run)
    credited = documents.filter(refers_to__isnull=False).values("refers_to")
    tallies = Tallies()
    _add_due(tallies, Standing.objects.filter(document__in=credited), sign=-1)
    with connection.cursor() as cursor:
        at: Any = connection.ops.adapt_datetimefield_value(now)
        cursor.execute(_ENTRIES, [at, run.pk])
        cursor.execute(_ADJUSTMENTS, [at, run.pk])
        cursor.execute(_STANDINGS.format(year=_year()), [run.pk])
        cursor.execute(_CREDITS, [run.pk, run.pk, run.pk])
        cursor.execute(_KEPT.format(too_much=_TOO_MUCH), [at, run.pk, run.pk] * 2)
        cursor.execute(_LEFT, [run.pk])
    _add_due(tallies, Standing.objects.filter(document__in=credited), sign=1)
    _add_due(tallies, Standing.objects.filter(document__import_run=run).exclude(document__in=credited), sign=1)
    for measure, kind in ((Tally.Measure.ISSUED, Document.Kind.INVOICE), (Tally.Measure.CREDITED, "credit_note")):
        for account, currency, day, count, minor in _by_day(documents.filter(kind=kind), "issued_on", "gross_minor"):
            tallies.add(account, measure, currency, month(day), count, minor)
    _add_booked(tallies, LedgerEntry.objects.filter(document__import_run=run))
    tallies.write()
    ImportRun.objects.filter(pk=run.pk).update(published_at=now)


def _add_booked(tallies: Tallies, entries: QuerySet[LedgerEntry]) -> None:
    """Count the entries by month, and those on the account's credit."""
    for account, currency, day, count, minor in _by_day(entries, "booked_on", "amount_minor"):
        tallies.add(account, Tally.Measure.BOOKED, currency, month(day), count, minor)
    for account, currency, _day, _count, minor in _by_day(
        entries.filter(invoice__isnull=True), "booked_on", "amount_minor"
    ):
        tallies.add(account, Tally.Measure.CREDIT, currency, NO_DAY, 0, -minor)


def _add_due(tallies: Tallies, rows: QuerySet[Standing], sign: int) -> None:
    """Count the open ones among `rows` by the day that they are due."""
    for account, currency, day, count, minor in _by_day(rows.filter(is_open=True), "due_on", "outstanding_minor"):
        tallies.add(account, Tally.Measure.DUE, currency, day, sign * count, sign * minor)


def _by_day(rows: QuerySet[Any], day: str, minor: str) -> Iterable[tuple[int, str, date, int, int]]:
    keys = ("account_id", "currency", day)
    found: Iterable[tuple[int, str, date, int, int]]
    found = rows.order_by().values_list(*keys).annotate(count=Count("pk"), minor=Sum(minor))
    return found


def _year() -> str:
    """The year of `issued_on` in the database's words."""
    return (
        "EXTRACT(YEAR FROM issued_on)"
        if connection.vendor == "postgresql"
        else "CAST(substr(issued_on, 1, 4) AS INTEGER)"
    )
