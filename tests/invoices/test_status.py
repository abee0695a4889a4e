"""The status of an invoice follows from its entries and the date (rule 9, invariant 31)."""

from datetime import date

import pytest

from bursar.invoices.status import Amounts, Status, status

DUE_ON, BEFORE, AFTER = date(2026, 3, 31), date(2026, 3, 30), date(2026, 4, 1)


@pytest.mark.parametrize(
    ("amounts", "day", "expected"),
    [
        (Amounts(100), BEFORE, Status.DUE),
        (Amounts(100), DUE_ON, Status.DUE),
        (Amounts(100), AFTER, Status.OVERDUE),
        (Amounts(100, paid=40), BEFORE, Status.PARTLY_PAID),
        (Amounts(100, paid=40), DUE_ON, Status.PARTLY_PAID),
        (Amounts(100, paid=40), AFTER, Status.OVERDUE),
        (Amounts(100, paid=100), BEFORE, Status.PAID),
        (Amounts(100, paid=100), AFTER, Status.PAID),
        (Amounts(100, credited=40), BEFORE, Status.DUE),
        (Amounts(100, credited=40), AFTER, Status.OVERDUE),
        (Amounts(100, credited=40, paid=60), AFTER, Status.PAID),
        (Amounts(100, credited=40, paid=10), BEFORE, Status.PARTLY_PAID),
        (Amounts(100, credited=100), BEFORE, Status.CANCELLED),
        (Amounts(100, credited=100), AFTER, Status.CANCELLED),
        (Amounts(100, credited=100, paid=100), AFTER, Status.CANCELLED),
        (Amounts(0), BEFORE, Status.PAID),
        (Amounts(0), AFTER, Status.PAID),
    ],
)
def test_the_status_follows_from_the_amounts_and_the_date(amounts, day, expected):
    assert status(amounts, DUE_ON, day) is expected


def test_what_is_left_is_never_negative_and_too_much_becomes_credit():
    amounts = Amounts(100, credited=100, paid=30, kept=30)
    assert amounts.outstanding == 0


def test_what_went_back_makes_a_cancelled_invoice_due_again():
    assert status(Amounts(100, credited=100, kept=100), DUE_ON, BEFORE) is Status.DUE


def test_every_combination_has_one_status_and_only_open_ones_have_something_left():
    for invoiced in range(4):
        for credited in range(invoiced + 1):
            for paid in range(invoiced + 1):
                amounts = Amounts(invoiced, credited, paid)
                is_open = status(amounts, DUE_ON, AFTER) is Status.OVERDUE
                assert is_open == (amounts.outstanding > 0)
