"""What was paid back comes off what was paid, in the month that it went back."""

from django.db import migrations

_MONTH = {"postgresql": "CAST(DATE_TRUNC('month', booked_on) AS DATE)", "sqlite": "SUBSTR(booked_on, 1, 7) || '-01'"}
_ADD = """
INSERT INTO invoices_tally (account_id, measure, currency, day, count, minor)
SELECT account_id, 'paid', currency, {month}, COUNT(*), -SUM(amount_minor) FROM invoices_ledgerentry
WHERE kind = 'refund' GROUP BY account_id, currency, {month}
ON CONFLICT (account_id, measure, currency, day)
DO UPDATE SET count = invoices_tally.count + excluded.count, minor = invoices_tally.minor + excluded.minor
"""


def take_off(apps, schema_editor):
    """Entries that are there already; later ones are counted as they are written."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(_ADD.format(month=_MONTH[schema_editor.connection.vendor]))


class Migration(migrations.Migration):

    dependencies = [
        ("invoices", "0017_open_by_due"),
    ]

    operations = [
        migrations.RunPython(take_off, migrations.RunPython.noop),
    ]
