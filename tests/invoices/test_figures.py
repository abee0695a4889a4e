"""Balances by currency, and the twelve months of the chart: folds of the entries (invariants 30 and 35)."""

from datetime import UTC, date, datetime
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from bursar.core import clock
from bursar.grants.queries import Access, access
from bursar.invoices import figures, steps
from bursar.invoices.figures import Balance
from bursar.invoices.models import Tally
from tests.invoices.making import make_credit_note, make_invoice

MIGRATION = import_module("bursar.invoices.migrations.0018_paid_less_refunds")
TODAY = datetime(2026, 3, 31, 12, tzinfo=UTC)


@pytest.fixture
def seen(world) -> Access:
    """What a Viewer may do."""
    return access(world.actor("viewer"), world.account.number)


def test_a_balance_is_what_is_left_of_each_invoice_by_currency(world, seen):
    with clock.at(TODAY):
        late = make_invoice(world.account, "A-1", 10000, due_in=-1)
        make_invoice(world.account, "A-2", 5000, due_in=3)
        make_invoice(world.account, "B-1", 700, due_in=9, currency="GBP")
        steps.post_payment(late, 1, 4000, clock.now())
        assert figures.summary(seen).balances == [
            Balance("EUR", 11000, 6000, 2, 1, date(2026, 4, 3)),
            Balance("GBP", 700, 0, 1, 0, date(2026, 4, 9)),
        ]


def test_what_is_paid_or_cancelled_is_no_longer_due(world, seen):
    paid, cancelled = make_invoice(world.account, "A-1", 100), make_invoice(world.account, "A-2", 100)
    steps.post_payment(paid, 1, 100, clock.now())
    make_credit_note(cancelled, "C-1", 100)
    assert figures.summary(seen).balances == []


def test_an_invoice_is_late_from_the_day_after_where_the_account_is(world, seen):
    with clock.at(datetime(2026, 3, 31, 22, 30, tzinfo=UTC)):  # already April in Paris
        make_invoice(world.account, "A-1", 100, due_in=0)
        assert figures.summary(seen).balances[0].overdue == 100


def test_the_chart_has_twelve_months_and_ends_with_this_one(world, seen):
    with clock.at(TODAY):
        make_invoice(world.account, "A-1", 900)
        months = figures.summary_and_months(seen)[1]["EUR"]
    assert (len(months), months[0].first, months[-1].first) == (12, date(2025, 4, 1), date(2026, 3, 1))


def test_the_chart_counts_invoices_when_issued_and_payments_when_settled(world, seen):
    with clock.at(datetime(2026, 1, 15, tzinfo=UTC)):
        bill = make_invoice(world.account, "A-1", 900)
        make_invoice(world.account, "B-1", 55, currency="GBP")
    steps.post_payment(bill, 1, 400, datetime(2026, 2, 28, 23, 30, tzinfo=UTC))  # already March in Paris
    with clock.at(TODAY):
        january, _february, march = figures.summary_and_months(seen)[1]["EUR"][-3:]
    assert (january.invoiced, january.paid, march.invoiced, march.paid) == (900, 0, 0, 400)


def test_what_was_paid_back_comes_off_in_the_month_that_it_went(world, seen):
    with clock.at(datetime(2026, 1, 15, tzinfo=UTC)):
        bill = make_invoice(world.account, "A-1", 900)
        steps.post_payment(bill, 1, 900, clock.now())
    with clock.at(TODAY):
        steps.take_back(world.account, "EUR", {bill: 250}, refund_id=1, credit=0, at=clock.now())
        assert [month.paid for month in figures.summary_and_months(seen)[1]["EUR"][-3:]] == [900, 0, -250]
        steps.bring_back(world.account, "EUR", refund_id=1, at=clock.now())
        assert [month.paid for month in figures.summary_and_months(seen)[1]["EUR"][-3:]] == [900, 0, 0]


def test_what_was_paid_back_before_this_was_counted_comes_off(world, seen):
    with clock.at(TODAY):
        bill = make_invoice(world.account, "A-1", 900)
        steps.post_payment(bill, 1, 900, clock.now())
        steps.take_back(world.account, "EUR", {bill: 250}, refund_id=1, credit=0, at=clock.now())
        Tally.objects.filter(measure="paid").update(count=1, minor=900)
        MIGRATION.take_off(apps, SimpleNamespace(connection=connection))
        assert figures.summary_and_months(seen)[1]["EUR"][-1].paid == 650


def test_the_most_used_currency_comes_first(world, seen):
    for number, currency in enumerate(["EUR", "GBP", "GBP"]):
        make_invoice(world.account, f"A-{number}", currency=currency)
    assert figures.summary(seen).currencies == ["GBP", "EUR"]


def test_other_accounts_count_for_nothing(world, other_world, seen):
    theirs = make_invoice(other_world.account, "B-1")
    steps.post_payment(theirs, 1, 100, clock.now())
    assert figures.summary(seen).balances == []
    assert figures.summary_and_months(seen)[1] == {}
