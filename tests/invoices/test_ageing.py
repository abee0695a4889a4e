"""The age of what is due: by currency and days late, whatever the month, from sums that are kept (invariant 35)."""

from datetime import UTC, datetime

import pytest

from bursar.core import clock
from bursar.grants.queries import Access, access
from bursar.invoices import figures, steps
from bursar.invoices.ageing import Age
from tests.invoices.making import make_credit_note, make_invoice

TODAY = datetime(2026, 3, 31, 12, tzinfo=UTC)
NONE = Age(0, 0)


@pytest.fixture
def seen(world) -> Access:
    """What a Viewer may do."""
    return access(world.actor("viewer"), world.account.number)


@pytest.mark.parametrize(
    ("due_in", "age"), [(5, 0), (0, 0), (-1, 1), (-30, 1), (-31, 2), (-60, 2), (-61, 3), (-90, 3), (-91, 4), (-900, 4)]
)
def test_an_invoice_has_the_age_of_its_days_late(world, seen, due_in, age):
    with clock.at(TODAY):
        make_invoice(world.account, "A-1", 700, due_in=due_in)
        assert figures.summary(seen).ages["EUR"] == tuple(Age(1, 700) if each == age else NONE for each in range(5))


def test_each_day_of_two_years_has_one_age(world, seen):
    with clock.at(TODAY):
        for day in range(-400, 40, 7):
            make_invoice(world.account, f"A-{day}", 100, due_in=day)
        found = figures.summary(seen).ages["EUR"]
        balance = figures.summary(seen).balances[0]
    late = [sum(1 for day in range(-400, 40, 7) if first <= -day <= last) for first, last in
            ((-40, 0), (1, 30), (31, 60), (61, 90), (91, 400))]  # fmt: skip
    assert [each.count for each in found] == late
    assert sum(each.minor for each in found) == balance.due
    assert sum(each.minor for each in found[1:]) == balance.overdue


def test_ages_never_mix_currencies_and_follow_payments(world, seen):
    with clock.at(TODAY):
        old = make_invoice(world.account, "A-1", 1000, due_in=-100)
        make_invoice(world.account, "B-1", 50, due_in=-40, currency="GBP")
        gone = make_invoice(world.account, "A-2", 300, due_in=-70)
        steps.post_payment(old, 1, 400, clock.now())
        make_credit_note(gone, "C-1", 300)
        found = figures.summary(seen).ages
    assert found == {"EUR": (NONE, NONE, NONE, NONE, Age(1, 600)), "GBP": (NONE, NONE, Age(1, 50), NONE, NONE)}


def test_the_overview_draws_the_ages_with_their_table_behind(world, signed_in):
    make_invoice(world.account, "F-1", 12345, due_in=-45)
    text = signed_in("viewer", entered="billing").get(f"/billing/{world.account.number}/").content.decode()
    assert '<svg class="ages__plot"' in text
    assert "31 to 60 days: €123.45, 1 invoice" in text
    assert '<th scope="row">31 to 60 days</th><td class="num">1</td><td class="num">€123.45</td>' in text
