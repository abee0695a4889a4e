"""Standings, tallies and words of the documents that are there already."""

from collections import defaultdict
from zoneinfo import ZoneInfo

from django.db import migrations

from bursar.invoices.search import words_of

_STANDINGS = """
INSERT INTO invoices_standing (document_id, account_id, kind, currency, number, issued_on, issued_year, due_on,
                               gross_minor, credited_minor, paid_minor, outstanding_minor, is_open)
SELECT d.id, d.account_id, d.kind, d.currency, d.number, d.issued_on, {year}, d.due_on, d.gross_minor,
       COALESCE(e.credited, 0), COALESCE(e.paid, 0),
       CASE WHEN d.kind = 'invoice' AND e.left_over > 0 THEN e.left_over ELSE 0 END,
       d.kind = 'invoice' AND COALESCE(e.left_over, 0) > 0
FROM invoices_document d LEFT JOIN (
    SELECT invoice_id, SUM(amount_minor) AS left_over,
           SUM(CASE kind WHEN 'credit_note' THEN -amount_minor ELSE 0 END) AS credited,
           SUM(CASE kind WHEN 'payment' THEN -amount_minor ELSE 0 END) AS paid
    FROM invoices_ledgerentry GROUP BY invoice_id
) e ON e.invoice_id = d.id
"""
_AT_ONCE = 500


def fill(apps, schema_editor):
    """In the order in which they rest on one another."""
    is_postgres = schema_editor.connection.vendor == "postgresql"
    year = "EXTRACT(YEAR FROM d.issued_on)" if is_postgres else "CAST(substr(d.issued_on, 1, 4) AS INTEGER)"
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(_STANDINGS.format(year=year))
    models = {name: apps.get_model("invoices", name) for name in ("Document", "ImportRun", "LedgerEntry", "Standing")}
    for run in models["ImportRun"].objects.filter(published_at__isnull=True):
        models["ImportRun"].objects.filter(pk=run.pk).update(published_at=run.at)
    _tally(apps, models)
    _find(apps, models["Document"])


def _tally(apps, models):
    sums = defaultdict(lambda: [0, 0])

    def add(account, measure, currency, day, minor):
        total = sums[account, measure, currency, day]
        total[0] += 1
        total[1] += minor

    for row in models["Standing"].objects.iterator():
        measure = "issued" if row.kind == "invoice" else "credited"
        add(row.account_id, measure, row.currency, row.issued_on.replace(day=1), row.gross_minor)
        if row.is_open:
            add(row.account_id, "due", row.currency, row.due_on, row.outstanding_minor)
    for entry in models["LedgerEntry"].objects.filter(kind="payment").select_related("account").iterator():
        day = entry.at.astimezone(ZoneInfo(entry.account.time_zone)).date().replace(day=1)
        add(entry.account_id, "paid", entry.currency, day, -entry.amount_minor)
    tally = apps.get_model("invoices", "Tally")
    rows = [
        tally(account_id=account, measure=measure, currency=currency, day=day, count=count, minor=minor)
        for (account, measure, currency, day), (count, minor) in sums.items()
    ]
    tally.objects.bulk_create(rows, _AT_ONCE)


def _find(apps, documents):
    word = apps.get_model("invoices", "Word")
    waiting = []
    for row in documents.objects.only("account_id", "search_folded").iterator():
        found = words_of(row.search_folded)
        waiting += [word(account_id=row.account_id, document_id=row.pk, word=each) for each in found]
        if len(waiting) >= _AT_ONCE:
            word.objects.bulk_create(waiting, _AT_ONCE)
            waiting = []
    word.objects.bulk_create(waiting, _AT_ONCE)


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0001_initial"),
        ("invoices", "0003_standings"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
