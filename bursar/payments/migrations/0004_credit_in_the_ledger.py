"""Money beyond what was owed becomes an entry of the ledger, as everything else is."""

from datetime import date
from zoneinfo import ZoneInfo

from django.db import migrations

NO_DAY = date(2000, 1, 1)


def move(apps, schema_editor):
    """An entry of its payment on no invoice, and its part of the sums."""
    entries = apps.get_model("invoices", "LedgerEntry")
    for credit in apps.get_model("payments", "Credit").objects.select_related("account").order_by("id"):
        day = credit.at.astimezone(ZoneInfo(credit.account.time_zone)).date()
        entries.objects.create(
            account_id=credit.account_id, kind="payment", currency=credit.currency, amount_minor=-credit.amount_minor,
            payment_id=credit.payment_id, booked_on=day, at=credit.at,
        )  # fmt: skip
        for measure, first, count, minor in (
            ("paid", day.replace(day=1), 1, credit.amount_minor),
            ("booked", day.replace(day=1), 1, -credit.amount_minor),
            ("credit", NO_DAY, 0, credit.amount_minor),
        ):
            _add(apps.get_model("invoices", "Tally"), credit, measure, first, count, minor)


def _add(tallies, credit, measure, day, count, minor):
    row, _made = tallies.objects.get_or_create(
        account_id=credit.account_id, measure=measure, currency=credit.currency, day=day,
        defaults={"count": 0, "minor": 0},
    )  # fmt: skip
    tallies.objects.filter(pk=row.pk).update(count=row.count + count, minor=row.minor + minor)


class Migration(migrations.Migration):

    dependencies = [
        ("invoices", "0012_fill_ledger"),
        ("payments", "0003_payments_by_state"),
    ]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
    ]
