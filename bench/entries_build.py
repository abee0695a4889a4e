"""`python -m bench.entries_build 1000`: an account with so many entries in the ledger, in a migrated database.

Half of them are invoices and half payments, over three years on fourteen days of each
month; those of the last four months are open. Documents are published as
an import publishes them; payments are written as their entries, standings and sums, and nothing else.
"""

import os
import sys
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

import django

MONTHS, OPEN = 36, 4
AMOUNT = 1_200
TODAY = datetime.now(UTC).date()
_PAID = """
INSERT INTO invoices_ledgerentry (account_id, invoice_id, kind, currency, amount_minor, payment_id, booked_on, at)
SELECT account_id, id, 'payment', currency, -gross_minor, id, issued_on, taken_in_at FROM invoices_document
WHERE issued_on < '{open}' ORDER BY id
"""
_STANDINGS = """
UPDATE invoices_standing SET paid_minor = gross_minor, outstanding_minor = 0, is_open = FALSE
WHERE issued_on < '{open}'
"""
_CREDIT = """
INSERT INTO invoices_ledgerentry (account_id, kind, currency, amount_minor, payment_id, booked_on, at)
SELECT account_id, 'payment', currency, -100, -id, issued_on, taken_in_at
FROM invoices_document WHERE issued_on >= '{open}'
"""
_EMPTIED = "DELETE FROM invoices_tally WHERE measure IN ('due', 'owed', 'booked')"
_SUM = (
    "INSERT INTO invoices_tally (account_id, measure, currency, day, count, minor) SELECT account_id, '{measure}', "
    "currency, {day}, {count}, {minor} FROM {rows} GROUP BY account_id, currency{by}"
)
_OPEN, _ENTRIES = "invoices_standing WHERE is_open", "invoices_ledgerentry"
# Measure -> its day, what is counted, what is summed up, of which rows.
_SUMS = {
    "due": ("due_on", "COUNT(*)", "SUM(outstanding_minor)", _OPEN),
    "owed": ("{month_due}", "COUNT(*)", "SUM(outstanding_minor)", _OPEN),
    "booked": ("{month}", "COUNT(*)", "SUM(amount_minor)", _ENTRIES),
    "paid": ("{month}", "COUNT(*)", "-SUM(amount_minor)", f"{_ENTRIES} WHERE kind = 'payment'"),
    "credit": ("{no_day}", "0", "-SUM(amount_minor)", f"{_ENTRIES} WHERE invoice_id IS NULL"),
}
_MONTHS = {
    "sqlite": "substr({day}, 1, 7) || '-01'",
    "postgresql": "date_trunc('month', {day})::date",
}
_COLUMNS = ("uid", "issuer_id", "account_id", "kind", "number", "issued_on", "due_on", "currency", "net_minor",
            "tax_minor", "gross_minor", "adjusted_minor", "seller", "buyer", "note", "import_run_id", "content_hash",
            "taken_in_at")  # fmt: skip


def main(entries: int) -> None:
    """Build it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bursar.config.settings")
    django.setup()
    invoices = import_module("bursar.invoices.models")
    account, _boss = import_module("soak.people").founded()
    issuer = invoices.Issuer.objects.create(key="acme", name="Acme Telecom")
    run = invoices.ImportRun.objects.create(file_name="bench", sha256="0" * 64, taken_in=1, unchanged=0)
    transaction = import_module("django.db").transaction
    with transaction.atomic():
        _documents(account.pk, issuer.pk, run.pk, entries // 2)
        import_module("bursar.invoices.steps").publish(run)
        _payments()


def _documents(account: int, issuer: int, run: int, count: int) -> None:
    insert = import_module("bursar.invoices.rows").insert
    models = import_module("bursar.invoices.models")
    now = import_module("bursar.core.clock").now()
    at = import_module("django.db").connection.ops.adapt_datetimefield_value(now)
    at_once = 5_000
    for first in range(0, count, at_once):
        rows = [_row(account, issuer, run, each, count, at) for each in range(first, min(first + at_once, count))]
        insert(models.Document, _COLUMNS, rows)


def _row(account: int, issuer: int, run: int, each: int, count: int, at: Any) -> tuple[Any, ...]:
    issued = _month(MONTHS * each // count).replace(day=1 + 2 * (each % 14))
    due = issued + timedelta(days=30)
    return (f"{each:012d}", issuer, account, "invoice", f"B-{each}", issued.isoformat(), due.isoformat(), "EUR", AMOUNT,
            0, AMOUNT, 0, "{}", "{}", "", run, "0" * 64, at)  # fmt: skip


def _month(number: int) -> date:
    """The first day of a month, counted from the oldest one."""
    month = TODAY.year * 12 + TODAY.month - MONTHS + number
    return date(month // 12, month % 12 + 1, 1)


def _payments() -> None:
    connection = import_module("django.db").connection
    month = _MONTHS[connection.vendor]
    days = {"month": month.format(day="booked_on"), "month_due": month.format(day="due_on")}
    no_day = "'2000-01-01'" if connection.vendor == "sqlite" else "date '2000-01-01'"
    with connection.cursor() as cursor:
        for statement in (_PAID, _STANDINGS, _CREDIT, _EMPTIED):
            cursor.execute(statement.format(open=_month(MONTHS - OPEN)))
        for measure, (on, count, minor, rows) in _SUMS.items():
            day = on.format(**days, no_day=no_day)
            by = "" if measure == "credit" else f", {day}"
            cursor.execute(_SUM.format(measure=measure, day=day, count=count, minor=minor, rows=rows, by=by))


if __name__ == "__main__":
    main(int(sys.argv[1]))
