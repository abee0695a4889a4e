"""Publishing what was staged: entries, standings and tallies of all documents of an import, in a few statements."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet, Sum

from bursar.core import clock
from bursar.invoices.models import Document, ImportRun, Standing, Tally
from bursar.invoices.steps.tallying import Tallies, month

_ENTRIES = """
INSERT INTO invoices_ledgerentry (account_id, invoice_id, kind, currency, amount_minor, document_id, at)
SELECT account_id, CASE kind WHEN 'invoice' THEN id ELSE refers_to_id END, kind, currency,
       CASE kind WHEN 'invoice' THEN gross_minor ELSE -gross_minor END, id, %s
FROM invoices_document WHERE import_run_id = %s ORDER BY id
"""
_ADJUSTMENTS = """
INSERT INTO invoices_ledgerentry (account_id, invoice_id, kind, currency, amount_minor, document_id, at)
SELECT account_id, CASE kind WHEN 'invoice' THEN id ELSE refers_to_id END, 'adjustment', currency, adjusted_minor,
       id, %s
FROM invoices_document WHERE import_run_id = %s AND adjusted_minor <> 0 ORDER BY id
"""
_STANDINGS = """
INSERT INTO invoices_standing (document_id, account_id, kind, currency, number, issued_on, issued_year, due_on,
                               gross_minor, adjusted_minor, credited_minor, paid_minor, outstanding_minor, is_open)
SELECT id, account_id, kind, currency, number, issued_on, {year},
       CASE kind WHEN 'invoice' THEN COALESCE(due_on, issued_on) ELSE due_on END, gross_minor,
       CASE kind WHEN 'invoice' THEN adjusted_minor ELSE 0 END, 0, 0,
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
_LEFT = """
UPDATE invoices_standing SET is_open = gross_minor + adjusted_minor > credited_minor + paid_minor, outstanding_minor =
    CASE WHEN gross_minor + adjusted_minor > credited_minor + paid_minor
    THEN gross_minor + adjusted_minor - credited_minor - paid_minor ELSE 0 END
WHERE document_id IN (SELECT refers_to_id FROM invoices_document WHERE import_run_id = %s AND refers_to_id IS NOT NULL)
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
        cursor.execute(_ENTRIES, [connection.ops.adapt_datetimefield_value(now), run.pk])
        cursor.execute(_ADJUSTMENTS, [connection.ops.adapt_datetimefield_value(now), run.pk])
        cursor.execute(_STANDINGS.format(year=_year()), [run.pk])
        cursor.execute(_CREDITS, [run.pk, run.pk, run.pk])
        cursor.execute(_LEFT, [run.pk])
    _add_due(tallies, Standing.objects.filter(document__in=credited), sign=1)
    _add_due(tallies, Standing.objects.filter(document__import_run=run).exclude(document__in=credited), sign=1)
    for measure, kind in ((Tally.Measure.ISSUED, Document.Kind.INVOICE), (Tally.Measure.CREDITED, "credit_note")):
        for account, currency, day, count, minor in _by_day(documents.filter(kind=kind), "issued_on", "gross_minor"):
            tallies.add(account, measure, currency, month(day), count, minor)
    tallies.write()
    ImportRun.objects.filter(pk=run.pk).update(published_at=now)


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
