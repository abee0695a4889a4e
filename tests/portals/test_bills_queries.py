"""Pages of bills ask the database the same few questions, however many documents the account has."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bursar.core import clock
from bursar.invoices import steps
from tests.invoices.making import make_credit_note, make_invoice

MOST = 8
LISTS = [
    "",
    "?tab=paid",
    "?tab=credits",
    "?sort=-total",
    "?q=buy",
    "?q=f-2",
    "?tab=paid&q=tele+buy",
    "?year=2026&sort=left",
    "?more=1",
    "?status=overdue&least=100",
]


@pytest.fixture
def fill(world):
    """Makes so many invoices, half of them paid, one in five with a credit note."""

    def made(first: int, last: int) -> None:
        for number in range(first, last):
            bill = make_invoice(world.account, f"F-{number}", due_in=number - 5)
            if number % 2:
                steps.post_payment(bill, number + 1, 12000, clock.now())
            elif number % 5 == 0:
                make_credit_note(bill, f"C-{number}", 1000)

    return made


def asked(browser, address: str) -> int:
    """How many queries a page takes, once its caches are warm."""
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("door", ["billing", "pbx"])
def test_a_list_takes_as_many_queries_with_200_as_with_10(world, signed_in, fill, door):
    browser = signed_in({"billing": "payer", "pbx": "pbx_payer"}[door], entered=door)
    addresses = [f"/{door}/{world.account.number}/invoices/{query}" for query in LISTS]
    fill(0, 10)
    few = [asked(browser, each) for each in addresses]
    fill(10, 200)
    assert [asked(browser, each) for each in addresses] == few
    assert max(few) <= MOST


def test_the_overview_takes_as_many_queries_with_200_as_with_10(world, signed_in, fill):
    browser, address = signed_in("full", entered="billing"), f"/billing/{world.account.number}/"
    fill(0, 10)
    few = asked(browser, address)
    fill(10, 200)
    assert asked(browser, address) == few <= MOST + 1  # whether it is going to be paid automatically


def test_an_invoice_takes_as_many_queries_with_200_payments_as_with_1(world, signed_in):
    bill = make_invoice(world.account, "F-1", 100_000)
    make_credit_note(bill, "C-1", 1)
    browser, address = signed_in("payer", entered="billing"), f"/billing/{world.account.number}/invoices/{bill.uid}/"
    steps.post_payment(bill, 1, 10, clock.now())
    few = asked(browser, address)
    for number in range(2, 200):
        steps.post_payment(bill, number, 10, clock.now())
        if number % 10 == 0:
            make_credit_note(bill, f"C-{number}", 1)
    assert asked(browser, address) == few <= MOST


def test_an_invoice_that_nobody_paid_takes_no_more(world, signed_in):
    bill = make_invoice(world.account, "F-1", 100_000)
    address = f"/billing/{world.account.number}/invoices/{bill.uid}/"
    assert asked(signed_in("full", entered="billing"), address) <= MOST
