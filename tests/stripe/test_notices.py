"""Stripe's notices at our address: signed, young enough, kept before use, and what each kind tells."""

import json

import pytest

from bursar.core import clock
from bursar.payments.gateways.base import OutcomeState
from bursar.payments.gateways.stripe import notices
from bursar.payments.models import MethodSetup, Notice, PaymentMethod, Refund
from tests.invoices.making import make_invoice
from tests.payments.paying import fresh, order, outstanding
from tests.stripe import told

pytestmark = pytest.mark.usefixtures("at_stripe")
REFUSED = {"code": "card_declined", "decline_code": "do_not_honor", "payment_method": {"type": "card"}}
RETURNED = {"code": "insufficient_funds", "payment_method": {"type": "sepa_debit"}}
NO_METHOD = "requires_payment_method"


@pytest.fixture
def paying(world, at_stripe):
    """A payment of 50.00 whose payer is at Stripe's page."""
    return order(world, "payer", {make_invoice(world.account, "F-1", 12000): 5000}).payment


def key(payment):
    return f"payment-{payment.uid}"


def test_a_signed_notice_settles_and_the_same_again_has_no_effect(paying):
    notice = told.notice("payment_intent.succeeded", told.intent(key(paying), "succeeded"))
    assert [told.post(notice), told.post(notice)] == [200, 200]
    assert (fresh(paying).state, fresh(paying).provider_reference) == ("succeeded", "pi_1")
    assert Notice.objects.count() == 1


@pytest.mark.parametrize(
    "how",
    [{"secret": "whsec_another"}, {"age": 301}, {"age": -310}, {"header": "t=1,v1=x"}, {"header": "v1=1"},
     {"header": "t=x,v1=y"}, {"header": "é"}, {"header": "t=99999999999999999999999,v1=0"}],
)  # fmt: skip
def test_a_forged_or_old_notice_is_refused_and_nothing_is_kept(paying, how):
    notice = told.notice("payment_intent.succeeded", told.intent(key(paying), "succeeded"))
    assert told.post(notice, **how) == 400
    assert fresh(paying).state == "pending"
    assert not Notice.objects.exists()


@pytest.mark.parametrize("beside", ["{now},{old}", "{old},{now}", "{old}, {now}", "{old},t=", "{old},t"])
def test_an_old_signature_with_another_time_beside_it_is_refused(paying, beside):
    notice = told.notice("payment_intent.succeeded", told.intent(key(paying), "succeeded"))
    now = int(clock.now().timestamp())
    header = beside.format(old=told.sign(json.dumps(notice), age=3600), now=f"t={now}")
    assert told.post(notice, header=header) == 400
    assert not Notice.objects.exists()


def test_a_notice_of_nearly_300_seconds_is_taken(paying):
    assert told.post(told.notice("payment_intent.processing", told.intent(key(paying), "processing")), age=290) == 200


def test_a_signature_with_an_older_secret_beside_holds(paying):
    body = b'{"id": "evt_1", "object": "event", "type": "balance.available", "data": {"object": {}}}'
    old, new = told.sign(body.decode(), secret="whsec_old"), told.sign(body.decode())
    assert told.post(body, header=f"{old},{new.partition(',')[2]}") == 200


@pytest.mark.parametrize("body", [b"{}", b"[]", b"", b"1", b'{"id": "x", "type": "payment_intent.succeeded"}'])
def test_a_signed_notice_that_cannot_be_read_is_refused(db, body):
    assert told.post(body) == 400


@pytest.mark.parametrize(
    ("kind", "thing", "state"),
    [
        ("payment_intent.succeeded", told.intent("k", "succeeded"), "succeeded"),
        ("payment_intent.processing", told.intent("k", "processing"), "unknown"),
        ("payment_intent.canceled", told.intent("k", "canceled"), "cancelled"),
        # At Stripe's page the payer may try another card; what was ordered with nobody there is over.
        ("payment_intent.payment_failed", told.intent("k", NO_METHOD, error=REFUSED), "pending"),
        ("payment_intent.payment_failed", told.intent("k", NO_METHOD, error=REFUSED, page="no"), "declined"),
        ("payment_intent.payment_failed", told.intent("k", NO_METHOD, error=RETURNED), "declined"),
        ("payment_intent.requires_action", told.intent("k", "requires_action"), "pending"),
        ("payment_intent.requires_action", told.intent("k", "requires_action", page="no"), "declined"),
        ("checkout.session.completed", told.session("k", "complete", "paid"), "succeeded"),
        ("checkout.session.completed", told.session("k", "complete"), "unknown"),
        ("checkout.session.async_payment_succeeded", told.session("k", "complete", "paid"), "succeeded"),
        ("checkout.session.expired", told.session("k", "expired"), "cancelled"),
        ("charge.succeeded", told.charge("k"), "succeeded"),
        ("charge.failed", told.charge("k", paid=False), "pending"),
        ("customer.created", {"id": "cus_1", "object": "customer"}, "pending"),
    ],
)  # fmt: skip
def test_each_kind_is_read_into_the_state_of_its_order(kind, thing, state):
    body = told.json.dumps(told.notice(kind, thing))
    read = notices.read(body.encode(), told.sign(body))
    assert read.outcome.state == state
    assert read.key == ("k" if "metadata" in thing and kind != "charge.failed" else "")


@pytest.mark.parametrize(
    ("status", "state"), [("needs_response", "succeeded"), ("lost", "succeeded"), ("won", "cancelled"),
                          ("warning_needs_response", "unknown"), ("warning_closed", "unknown")]
)  # fmt: skip
def test_an_inquiry_moves_no_money_and_a_dispute_does(status, state):
    body = told.json.dumps(told.notice("charge.dispute.updated", told.dispute(status)))
    back = notices.read(body.encode(), told.sign(body)).taken_back
    assert (back.state, back.amount_minor, back.currency, back.is_dispute) == (OutcomeState(state), 5000, "EUR", True)


def test_a_dispute_that_comes_first_finds_its_payment_and_opens_the_invoice_again(at_stripe, paying):
    at_stripe.objects["/v1/payment_intents/pi_1"] = told.intent(key(paying), "succeeded")
    assert told.post(told.notice("charge.dispute.created", told.dispute("needs_response"))) == 200
    assert (fresh(paying).state, fresh(paying).provider_reference) == ("succeeded", "pi_1")
    assert outstanding(paying.allocations.get().invoice) == 12000
    assert Refund.objects.get().is_dispute


def test_a_notice_that_cannot_be_understood_without_stripe_is_kept_and_taken_when_it_comes_again(at_stripe, paying):
    at_stripe.objects["/v1/payment_intents/pi_1"] = told.intent(key(paying), "succeeded")
    notice = told.notice("charge.dispute.created", told.dispute("needs_response"))
    at_stripe.is_down = True
    assert told.post(notice) == 503
    assert Notice.objects.get().handled_at is None
    at_stripe.is_down = False
    assert told.post(notice) == 200
    assert Refund.objects.count() == 1


def test_a_dispute_of_what_is_none_of_ours_is_taken_and_changes_nothing(at_stripe, paying):
    assert told.post(told.notice("charge.dispute.created", told.dispute("needs_response"))) == 200
    assert not Refund.objects.exists()


@pytest.mark.parametrize("kind", ["checkout.session.completed", "setup_intent.succeeded"])
def test_that_a_method_was_added_is_told_and_which_one_is_asked(world, at_stripe, signed_in, kind):
    browser = signed_in("full", entered="billing")
    at_stripe.checkout.add(browser.post(f"/billing/{world.account.number}/methods/add/").url)
    setup = f"setup-{MethodSetup.objects.get().uid}"
    told.post(told.notice(kind, told.session(setup, "complete", mode="setup")))
    assert PaymentMethod.objects.get().last_digits == "4242"
    assert MethodSetup.objects.get().finished_at <= clock.now()
