"""Ordering a payment: what may be paid, by whom, once for each key (rule 9; invariants 32, 34, 35)."""

import pytest

from bursar.audit.models import Entry
from bursar.core.errors import Forbidden, NotKnown
from bursar.grants import steps as grants
from bursar.grants.models import Grant
from bursar.payments.models import Payment
from tests.invoices.making import make_credit_note, make_invoice
from tests.payments.paying import at_provider, deliver_notices, fresh, kept_card, order, outstanding, refused
from tests.personas import BY


def test_an_order_is_pending_and_changes_no_invoice(world):
    invoice = make_invoice(world.account, "F-1", 12000)
    ordered = order(world, "payer", {invoice: 12000})
    assert ordered.payment.state == "pending"
    assert ordered.hosted_url.startswith("/sandbox/pay/")
    assert outstanding(invoice) == 12000


def test_a_payment_under_way_reserves_its_amount(world):
    invoice = make_invoice(world.account, "F-1", 12000)
    order(world, "payer", {invoice: 10000})
    with refused("amount_too_high"):
        order(world, "full", {invoice: 2001})
    order(world, "full", {invoice: 2000})
    with refused("payment_under_way"):
        order(world, "full", {invoice: 1})


def test_the_same_key_and_body_order_one_payment(world):
    invoice = make_invoice(world.account, "F-1", 12000)
    first = order(world, "payer", {invoice: 5000}, key="once")
    second = order(world, "payer", {invoice: 5000}, key="once")
    assert first == second
    assert Payment.objects.count() == 1
    assert Entry.objects.filter(kind="payments.payment.ordered").count() == 1


@pytest.mark.parametrize(("persona", "amount"), [("payer", 5001), ("full", 5000)])
def test_the_same_key_with_another_body_is_refused(world, persona, amount):
    invoice = make_invoice(world.account, "F-1", 12000)
    order(world, "payer", {invoice: 5000}, key="once")
    with refused("key_used_otherwise", status=422):
        order(world, persona, {invoice: amount}, key="once")
    assert Payment.objects.count() == 1


def test_a_saved_method_sent_twice_is_charged_once(world):
    invoice, card = make_invoice(world.account, "F-1", 12000), kept_card(world)
    first = order(world, "payer", {invoice: 12000}, key="once", method=card)
    again = order(world, "payer", {invoice: 12000}, key="once", method=card)
    assert again.payment.receipt_number == first.payment.receipt_number != ""
    assert outstanding(invoice) == 0


@pytest.mark.parametrize("amount", [0, -1])
def test_an_amount_is_above_zero(world, amount):
    invoice = make_invoice(world.account, "F-1")
    with refused("amount_not_positive"):
        order(world, "payer", {invoice: amount})


def test_currencies_are_never_mixed_in_one_payment(world):
    euros, pounds = make_invoice(world.account, "F-1"), make_invoice(world.account, "F-2", currency="GBP")
    with refused("currencies_differ"):
        order(world, "payer", {euros: 100, pounds: 100})


def test_an_invoice_of_another_account_does_not_exist(world, other_world):
    with pytest.raises(NotKnown):
        order(world, "payer", {make_invoice(other_world.account, "X-1"): 100})


def test_a_credit_note_and_a_cancelled_invoice_cannot_be_paid(world):
    invoice = make_invoice(world.account, "F-1", 12000)
    note = make_credit_note(invoice, "A-1", 12000)
    with refused("not_an_invoice"):
        order(world, "payer", {note: 100})
    with refused("nothing_outstanding"):
        order(world, "payer", {invoice: 100})


@pytest.mark.parametrize("persona", ["viewer", "pbx_viewer", "super_admin", "pbx_super"])
def test_without_pay_invoices_nothing_is_ordered(world, persona):
    invoice = make_invoice(world.account, "F-1")
    with pytest.raises(Forbidden):
        order(world, persona, {invoice: 100})
    assert not Payment.objects.exists()
    assert Entry.objects.filter(kind="refused.intend_payment", account_id=world.account.pk).exists()


def test_pay_invoices_through_a_group_of_a_group_suffices(world):
    assert order(world, "pbx_payer", {make_invoice(world.account, "F-1"): 100}).payment.state == "pending"


def test_a_right_taken_away_meanwhile_stops_the_order(world):
    invoice, payer = make_invoice(world.account, "F-1"), world.person("payer")
    grants.close(BY, Grant.objects.get(person=payer))
    with pytest.raises((Forbidden, NotKnown)):
        order(world, "payer", {invoice: 100})
    assert not Payment.objects.exists()


def test_an_order_made_with_the_right_is_settled_after_it_is_gone(world):
    invoice = make_invoice(world.account, "F-1", 12000)
    ordered = order(world, "payer", {invoice: 12000})
    grants.close(BY, Grant.objects.get(person=world.person("payer")))
    at_provider(ordered)
    deliver_notices()
    assert fresh(ordered.payment).state == "succeeded"
    assert outstanding(invoice) == 0
