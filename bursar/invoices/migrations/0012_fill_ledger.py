"""The day that each entry counts from, credit in entries of its own, and the sums of both."""

from collections import defaultdict
from datetime import date
from zoneinfo import ZoneInfo

from django.db import migrations

NO_DAY = date(2000, 1, 1)
_AT_ONCE = 500
_OF_DOCUMENTS = """
UPDATE invoices_ledgerentry SET booked_on =
    (SELECT d.issued_on FROM invoices_document d WHERE d.id = invoices_ledgerentry.document_id)
WHERE document_id IS NOT NULL
"""
_TOO_MUCH = """
SELECT s.document_id, COALESCE((SELECT MAX(n.id) FROM invoices_document n WHERE n.refers_to_id = s.document_id),
       s.document_id), s.credited_minor + s.paid_minor - s.gross_minor - s.adjusted_minor
FROM invoices_standing s WHERE s.kind = 'invoice'
AND s.credited_minor + s.paid_minor > s.gross_minor + s.adjusted_minor ORDER BY s.document_id
"""


def fill(apps, schema_editor):
    """Entries never change but here, once: the triggers come back with `bursar migrate`."""
    is_postgres = schema_editor.connection.vendor == "postgresql"
    on = " ON invoices_ledgerentry" if is_postgres else ""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS invoices_ledgerentry_no_update{on}")
        cursor.execute(_OF_DOCUMENTS)
        cursor.execute(_TOO_MUCH)
        too_much = cursor.fetchall()
    entries = apps.get_model("invoices", "LedgerEntry")
    _book_payments(entries)
    _keep(apps, entries, too_much)
    _tally(apps, entries)


def _book_payments(entries):
    by_day = defaultdict(list)
    for pk, at, zone in entries.objects.filter(kind="payment").values_list("pk", "at", "account__time_zone"):
        by_day[at.astimezone(ZoneInfo(zone)).date()].append(pk)
    for day, pks in by_day.items():
        for first in range(0, len(pks), _AT_ONCE):
            entries.objects.filter(pk__in=pks[first : first + _AT_ONCE]).update(booked_on=day)


def _keep(apps, entries, too_much):
    documents, standings = apps.get_model("invoices", "Document"), apps.get_model("invoices", "Standing")
    for invoice, cause, much in too_much:
        note = documents.objects.get(pk=cause)
        common = {"account_id": note.account_id, "currency": note.currency, "kind": "credit"}
        said = {**common, "document_id": cause, "booked_on": note.issued_on}
        entries.objects.create(**said, invoice_id=invoice, amount_minor=much)
        entries.objects.create(**said, amount_minor=-much)
        standings.objects.filter(pk=invoice).update(kept_minor=much)


def _tally(apps, entries):
    sums = defaultdict(lambda: [0, 0])
    for account, currency, invoice, day, minor in entries.objects.values_list(
        "account_id", "currency", "invoice_id", "booked_on", "amount_minor"
    ).iterator():
        booked = sums[account, "booked", currency, day.replace(day=1)]
        booked[0] += 1
        booked[1] += minor
        if invoice is None:
            sums[account, "credit", currency, NO_DAY][1] -= minor
    tally = apps.get_model("invoices", "Tally")
    rows = [
        tally(account_id=account, measure=measure, currency=currency, day=day, count=count, minor=minor)
        for (account, measure, currency, day), (count, minor) in sums.items()
        if count or minor
    ]
    tally.objects.bulk_create(rows, _AT_ONCE)


class Migration(migrations.Migration):

    dependencies = [
        ("invoices", "0011_ledger_of_everything"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
