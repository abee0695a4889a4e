"""The account's credit: what the next payment may use of it, what is reserved, what comes of it (invariants 30-32)."""

import pytest

from bursar.audit.models import Entry
from bursar.invoices.models import LedgerEntry
from bursar.invoices.queries import amounts_of, credit_of
from bursar.payments import flow
from bursar.payments.gateways.base import OutcomeState
from bursar.payments.gateways.sandbox.models import Charge
from bursar.payments.queries import credits_of, free_credit, used_of
from bursar.payments.receipt import receipt_pdf
from tests.invoices.making import make_credit_note, make_invoice
from tests.payments.paying import at_provider, deliver_notices, fresh, kept_card, order, outstanding, refused
from tests.payments.test_settling import settle


@pytest.fixture
def credit(world):
    """An invoice that was paid and then credited: 5,000 cents are the account's."""
    paid = make_invoice(world.account, "F-0", 12000)
    settle(world, order(world, "payer", {paid: 12000}).payment, OutcomeState.SUCCEEDED)
    make_credit_note(paid, "C-0", 5000)
    return paid


@pytest.fixture
def invoice(world, credit):
    return make_invoice(world.account, "F-1", 12000)


def test_a_credit_note_on_a_paid_invoice_is_credit_of_the_account(world, credit):
    assert credits_of(world.account) == [("EUR", 5000)]
    assert (amounts_of([credit.pk])[credit.pk].kept, outstanding(credit)) == (5000, 0)
    assert sum(LedgerEntry.objects.values_list("amount_minor", flat=True)) == -5000


def test_credit_pays_a_part_and_the_provider_is_asked_for_the_rest(world, invoice):
    ordered = order(world, "payer", {invoice: 12000}, credit=5000)
    assert Charge.objects.get(merchant_key=f"payment-{ordered.payment.uid}").amount_minor == 7000
    assert free_credit(world.account) == {}
    at_provider(ordered)
    deliver_notices()
    assert (outstanding(invoice), credit_of(world.account)) == (0, {})


def test_all_of_it_from_credit_calls_no_provider_and_has_a_receipt(world, credit):
    invoice, charges = make_invoice(world.account, "F-2", 4000), Charge.objects.count()
    payment = order(world, "payer", {invoice: 4000}, credit=4000).payment
    assert (payment.state, payment.gateway, Charge.objects.count()) == ("succeeded", "credit", charges)
    assert (outstanding(invoice), credits_of(world.account), used_of(payment)) == (0, [("EUR", 1000)], 4000)
    assert receipt_pdf(payment).startswith(b"%PDF")
    assert Entry.objects.filter(on_type="payment", on_id=payment.pk).count() == 2


def test_credit_that_a_payment_under_way_reserves_is_not_used_twice(world, invoice):
    order(world, "payer", {invoice: 6000}, credit=3000)
    with refused("credit_too_high"):
        order(world, "full", {invoice: 4000}, credit=2001)
    assert order(world, "full", {invoice: 4000}, credit=2000).payment.credit_minor == 2000


def test_a_payment_that_failed_leaves_the_credit_as_it_was(world, invoice):
    payment = order(world, "payer", {invoice: 12000}, credit=5000).payment
    flow.cancel_payment(world.actor("payer"), account=world.account, payment=payment)
    assert free_credit(world.account) == {"EUR": 5000}


def test_a_credit_note_that_comes_in_between_leaves_credit_unused_and_money_kept(world, invoice):
    payment = order(world, "payer", {invoice: 12000}, credit=5000).payment
    make_credit_note(invoice, "C-1", 9000)
    settle(world, payment, OutcomeState.SUCCEEDED)
    assert (outstanding(invoice), used_of(fresh(payment)), credits_of(world.account)) == (0, 0, [("EUR", 9000)])


def test_a_payment_that_was_taken_for_cancelled_uses_no_credit_that_is_gone(world, invoice):
    late = order(world, "payer", {invoice: 7000}, credit=5000).payment
    settle(world, late, OutcomeState.CANCELLED)
    order(world, "payer", {invoice: 5000}, credit=5000)
    settle(world, late, OutcomeState.SUCCEEDED)
    assert (outstanding(invoice), credit_of(world.account)) == (5000, {})


def test_the_same_key_with_other_credit_is_refused(world, invoice):
    first = order(world, "payer", {invoice: 5000}, credit=5000, key="k").payment
    assert order(world, "payer", {invoice: 5000}, credit=5000, key="k").payment == first
    with refused("key_used_otherwise"):
        order(world, "payer", {invoice: 5000}, credit=4000, key="k", method=kept_card(world))


@pytest.mark.parametrize("minor", [-1, 5001, 12001])
def test_no_more_than_there_is_and_never_less_than_nothing(world, invoice, minor):
    with refused("credit_too_high"):
        order(world, "payer", {invoice: 12000}, credit=minor)
