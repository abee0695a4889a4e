"""`payment refund` and `adjustment make`: what they do, what they say, and that the same again changes nothing."""

import pytest

from bursar.invoices.models import Adjustment
from bursar.payments.models import Refund
from bursar.payments.queries import credits_of
from tests.cli.test_cli import BY, bursar  # noqa: F401  # a fixture
from tests.invoices.making import make_invoice
from tests.payments.paying import kept_card, order, outstanding


@pytest.fixture
def paid(world):
    """A payment of 120.00 with a kept card."""
    return order(world, "payer", {make_invoice(world.account, "F-1", 12000): 12000}, method=kept_card(world)).payment


@pytest.fixture
def run(bursar):  # noqa: F811
    """Runs a command as the operator."""
    return lambda *words: bursar(*words, "--reason", "goodwill", *BY)


def test_a_refund_is_paid_back_once_however_often_it_is_typed(run, paid):
    for _ in range(2):
        code, out, _err = run("payment", "refund", paid.receipt_number, "--amount", "20")
        assert (code, out) == (0, f"Refunded 20.00 EUR ({paid.receipt_number}-R1).\n")
    assert Refund.objects.get().amount_minor == 2000


def test_without_an_amount_everything_that_is_left_is_paid_back(run, paid):
    run("payment", "refund", paid.uid, "--amount", "20")
    assert run("payment", "refund", paid.uid)[1] == f"Refunded 100.00 EUR ({paid.receipt_number}-R2).\n"


@pytest.mark.parametrize(
    ("amount", "code"), [("120.01", "refund_too_high"), ("0.001", "amount_unreadable"), ("x", "amount_unreadable")]
)
def test_what_cannot_be_paid_back_is_refused_in_words(run, paid, amount, code):
    exit_code, _out, err = run("payment", "refund", paid.uid, "--amount", amount)
    assert (exit_code, code in err) == (1, True)


def test_an_unknown_payment(run):
    assert "payment_unknown" in run("payment", "refund", "R-0000-0000-0001")[2]


def test_a_debt_is_written_off_once(world, run):
    invoice = make_invoice(world.account, "F-2", 500)
    words = ("adjustment", "make", world.account.number, "--invoice", "F-2", "--amount=-5.00", "--currency", "EUR")
    assert [run(*words)[0] for _ in range(2)] == [0, 0]
    assert (outstanding(invoice), Adjustment.objects.count()) == (0, 1)
    assert "adjustment_too_high" in run(*words, "--key", "again")[2]


def test_credit_is_given_and_never_taken_away(world, run):
    words = ("adjustment", "make", world.account.number, "--currency", "EUR")
    run(*words, "--amount=-7.50")
    assert credits_of(world.account) == [("EUR", 750)]
    assert "credit_only_given" in run(*words, "--amount=7.50")[2]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--invoice", "F-9", "--amount=-1", "--currency", "EUR"), "invoice_unknown"),
        (("--invoice", "F-2", "--amount=-1", "--currency", "GBP"), "currencies_differ"),
        (("--amount=-1", "--currency", "EURO"), "amount_unreadable"),
        (("--amount=0", "--currency", "EUR"), "nothing_to_adjust"),
    ],
)
def test_adjustments_that_are_refused(world, run, more, code):
    make_invoice(world.account, "F-2", 500)
    assert code in run("adjustment", "make", world.account.number, *more)[2]
