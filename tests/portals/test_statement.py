"""The statement of an account: a fold of its entries for any period, as page, PDF and CSV (invariant 30)."""

import csv
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from bursar.core import clock
from bursar.grants.queries import access as access_of
from bursar.invoices.queries import Period, balance_before
from bursar.invoices.steps import post_payment
from bursar.payments.gateways.base import OutcomeState
from bursar.payments.statement import statement
from bursar.portals.bills import statement as door
from tests.invoices.making import make_credit_note, make_invoice
from tests.payments.paying import order
from tests.payments.test_settling import settle

JANUARY = datetime(2027, 1, 20, 12, tzinfo=UTC)


def address(world, name="statement", query="start=2027-01-01&end=2027-03-31&currency=EUR", portal="billing"):
    return f"{reverse(f'{portal}:{name}', kwargs={'number': world.account.number})}?{query}"


@pytest.fixture
def moved(world):
    """An invoice of January, paid in February, credited in March: 40 euros are the account's; and one in pounds."""
    world.person("payer")
    with clock.at(JANUARY):
        bill = make_invoice(world.account, "F-1", 12000)
        make_invoice(world.account, "F-9", 7000, currency="GBP")
    with clock.at(JANUARY + timedelta(days=30)):
        settle(world, order(world, "payer", {bill: 12000}).payment, OutcomeState.SUCCEEDED)
    with clock.at(JANUARY + timedelta(days=60)):
        make_credit_note(bill, "C-1", 4000)
    return bill


@pytest.fixture
def access(world, moved):
    return access_of(world.actor("payer"), world.account.number)


def period(start, end, currency="EUR"):
    return Period(datetime.fromisoformat(start).date(), datetime.fromisoformat(end).date(), currency)


def test_each_movement_is_told_once_with_the_balance_after_it(access):
    said = statement(access, period("2027-01-01", "2027-03-31"), 100)
    assert [(row.text.split(",")[0], row.minor, row.balance) for row in said.lines] == [
        ("Invoice F-1", 12000, 12000), ("Payment", -12000, 0), ("Credit note C-1", -4000, -4000)
    ]  # fmt: skip
    assert (said.opening, said.closing) == (0, -4000)


@pytest.mark.parametrize(
    ("start", "end", "opening", "count", "closing"),
    [
        ("2027-01-01", "2027-01-19", 0, 0, 0),
        ("2027-01-20", "2027-01-20", 0, 1, 12000),
        ("2027-01-21", "2027-02-18", 12000, 0, 12000),
        ("2027-02-19", "2027-03-20", 12000, 1, 0),
        ("2027-03-21", "2027-12-31", 0, 1, -4000),
        ("2028-01-01", "2028-01-01", -4000, 0, -4000),
    ],
)
def test_a_period_begins_where_the_one_before_ended(access, start, end, opening, count, closing):
    said = statement(access, period(start, end), 100)
    assert (said.opening, len(said.lines), said.closing) == (opening, count, closing)


def test_what_is_cut_says_so_and_ends_with_the_right_balance(access):
    said = statement(access, period("2027-01-01", "2027-03-31"), 1)
    assert (len(said.lines), said.is_cut, said.closing) == (1, True, -4000)


def test_credit_that_pays_is_no_movement_of_the_account(world, moved, access):
    with clock.at(JANUARY + timedelta(days=65)):
        order(world, "payer", {make_invoice(world.account, "F-2", 4000): 4000}, credit=4000)
    said = statement(access, period("2027-03-22", "2027-04-30"), 100)
    assert [row.minor for row in said.lines] == [4000]
    assert balance_before(access, period("2027-05-01", "2027-05-01")) == 0


def test_page_pdf_and_csv_say_the_same(world, signed_in, moved):
    browser = signed_in("payer", entered="billing")
    page = browser.get(address(world)).content.decode()
    rows = list(csv.reader(StringIO(b"".join(browser.get(address(world, "statement-export"))).decode("utf-8-sig"))))
    text = PdfReader(BytesIO(browser.get(address(world, "statement-pdf")).content)).pages[0].extract_text()
    for shown, written in (("€120.00", "120.00"), ("-€40.00", "-40.00")):
        assert shown in page.replace("−", "-")
        assert shown in text.replace("−", "-")
        assert any(written in row for row in rows)


def test_the_same_statement_is_the_same_pdf(world, signed_in, moved):
    browser = signed_in("payer", entered="billing")
    first, second = (browser.get(address(world, "statement-pdf")).content for _ in range(2))
    assert first == second


@pytest.mark.parametrize("name", ["statement", "statement-pdf", "statement-export"])
@pytest.mark.parametrize("query", ["start=x", "start=2027-02-01&end=2027-01-01", "currency=XXX", "end=9999-12-31"])
def test_what_is_no_period_is_told_beside_its_field(world, signed_in, name, query):
    page = signed_in("payer", entered="billing").get(address(world, name, query))
    assert (page.status_code, "field--wrong" in page.content.decode()) == (422, True)


def test_without_a_movement_it_says_so(world, signed_in):
    page = signed_in("payer", entered="billing").get(address(world, query=""))
    assert "Nothing moved in this period" in page.content.decode()


def test_a_long_period_takes_as_many_queries_as_a_short_one_of_as_many_months(
    world, signed_in, django_assert_max_num_queries
):
    bill = make_invoice(world.account, "F-1", 100_000)
    for number in range(1, 40):
        post_payment(bill, number, 10, clock.now())
    browser = signed_in("payer", entered="billing")
    with django_assert_max_num_queries(16):
        browser.get(address(world, query=""))


def test_a_page_shows_so_many_lines_and_sends_for_the_rest_to_the_csv(world, signed_in, moved, monkeypatch):
    monkeypatch.setattr(door, "SHOWN", 1)
    page = signed_in("payer", entered="billing").get(address(world)).content.decode()
    assert "the CSV file has all of them" in page
