"""The list narrowed by what stands in the address, and found by amounts as people write them."""

from datetime import date
from decimal import Decimal

import pytest

from bursar.core import clock
from bursar.grants.queries import Access, access
from bursar.invoices import queries, steps
from bursar.invoices.models import Document, Issuer
from bursar.invoices.queries import Wanted, narrowing
from bursar.invoices.search import words_asked
from tests.invoices.making import issuer, make_credit_note, make_invoice


@pytest.fixture
def seen(world) -> Access:
    """What a Viewer may do."""
    return access(world.actor("viewer"), world.account.number)


@pytest.fixture(params=[2_000, 0], ids=["looked up", "walked"])
def found(request, seen, monkeypatch):
    """The numbers of a narrowed list, by either way of finding them."""
    monkeypatch.setattr(narrowing, "FEW", request.param)

    def numbers(tab: str = "open", **narrowed) -> set[str]:
        return {row.number for row in queries.page(seen, Wanted(tab, **narrowed)).rows}

    return numbers


def test_by_status(world, found):
    make_invoice(world.account, "DUE", 100)
    make_invoice(world.account, "LATE", 100, due_in=-1)
    for number in ("PART", "PAID"):
        steps.post_payment(make_invoice(world.account, number, 100), ord(number[1]) * 7, 40, clock.now())
    steps.post_payment(Document.objects.get(number="PAID"), 9, 60, clock.now())
    make_credit_note(make_invoice(world.account, "GONE", 100), "C-1", 100)
    assert found(status="due") == {"DUE"}
    assert found(status="overdue") == {"LATE"}
    assert found(status="partly_paid") == {"PART"}
    assert found("paid", status="paid") == {"PAID"}
    assert found("paid", status="cancelled") == {"GONE"}


def test_by_period_and_amount_of_each_currency(world, found):
    for number, gross, currency in (("A", 123450, "EUR"), ("B", 1235, "JPY"), ("C", 1234999, "KWD"), ("D", 5, "EUR")):
        make_invoice(world.account, number, gross, currency=currency)
    today = clock.today()
    assert found(least=Decimal(1234), most=Decimal("1234.99")) == {"A"}
    assert found(least=Decimal("1234.5"), most=Decimal("1235")) == {"A", "B", "C"}
    assert found(least=Decimal(1), currency="KWD") == {"C"}
    assert found(most=Decimal(1), currency="EUR") == {"D"}
    assert found(least=Decimal("9" * 40)) == set()
    assert found(since=today, until=today) == {"A", "B", "C", "D"}
    assert found(until=date(2000, 1, 1)) == set()


def test_by_seller_currency_and_kind(world, found):
    make_invoice(world.account, "A", currency="GBP")
    make_invoice(world.account, "B-1")
    other = Issuer.objects.create(key="other", name="Other")
    assert found(currency="GBP") == {"A"}
    assert found(seller=issuer().pk) == {"A", "B-1"}
    assert found(seller=other.pk) == found(code="384") == set()
    assert found(code="380", search="b-1") == {"B-1"}


def test_what_can_be_chosen_is_what_there_is(world, other_world, seen):
    make_invoice(world.account, "A", currency="GBP")
    make_invoice(world.account, "B")
    make_invoice(other_world.account, "C", currency="USD")
    chosen = queries.choices(seen)
    assert chosen.currencies == ["EUR", "GBP"]
    assert chosen.sellers == [(issuer().pk, "Acme Telecom")]
    assert chosen.kinds == ["380"]


AMOUNTS = [
    "1 234,50",
    "1,234.50",
    "1234,50",
    "1234.5",
    "1.234,50 €",
    "£1,234.50",
    "1’234.50 EUR",
    "1 234",
    "te 1 234,5",
]


@pytest.mark.parametrize("typed", AMOUNTS)
def test_an_amount_is_found_however_it_is_written(world, seen, typed):
    make_invoice(world.account, "A", 123450)
    make_invoice(world.account, "B", 123550)
    assert [row.number for row in queries.page(seen, Wanted(search=typed)).rows] == ["A"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("F-1 42", [b"f-1", b"42"]),
        ("0,250", [b"0.250"]),
        ("1,234,567", [b"1234567"]),
        ("10.0.0.1", [b"10.0.0.1"]),
        ("2026 120,00 EUR", [b"2026", b"120.00"]),
        ("\x01EUR.", [b"eur"]),
    ],
)
def test_what_is_no_amount_stays_words(typed, words):
    assert words_asked(typed) == words
