"""Bursar's side of Stripe against localstripe; Checkout and idempotency are played by our stand-in."""

import pytest

from bursar.payments.gateways.base import GatewayUnavailableError, MethodKind, Order, OutcomeState, RefundOrder
from bursar.payments.gateways.registry import gateway
from tests.stripe.checkout import AUTHENTICATES, BAD_IBAN, DECLINED, IBAN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_stripe")]


def order(key="payment-p", amount=5000):
    return Order(key, amount, "EUR", "Acme · F-1", "https://bursar.example/back/")


def kept(at_stripe, key="setup-m", **typed):
    at_stripe.checkout.add(gateway().start_adding_method(order(key, 0)).url, **typed)
    return gateway().look_up(key).method


def charges(at_stripe):
    """How often localstripe was asked to charge something."""
    return [path for method, path, *_ in at_stripe.sent if method == "POST" and path.endswith("/confirm")]


def test_a_page_is_the_same_for_the_same_key_and_is_paid_once(at_stripe):
    page = gateway().start_checkout(order())
    assert gateway().start_checkout(order()) == page
    assert gateway().look_up("payment-p").state is OutcomeState.PENDING
    at_stripe.checkout.pay(page.url)
    paid = gateway().look_up("payment-p")
    assert paid.state is OutcomeState.SUCCEEDED
    assert gateway().key_of(paid.reference) == "payment-p"


def test_a_page_whose_address_was_lost_on_the_way_is_found_again(at_stripe):
    at_stripe.lost["sessions"] = 1
    with pytest.raises(GatewayUnavailableError):
        gateway().start_checkout(order())
    assert gateway().start_checkout(order()).url
    assert len(at_stripe.checkout.sessions) == 1


def test_a_refused_card_leaves_the_page_open_for_another(at_stripe):
    page = gateway().start_checkout(order())
    at_stripe.checkout.pay(page.url, DECLINED)
    assert gateway().look_up("payment-p").state is OutcomeState.PENDING
    at_stripe.checkout.pay(page.url)
    assert gateway().look_up("payment-p").state is OutcomeState.SUCCEEDED


def test_a_page_that_is_cancelled_takes_no_money_and_a_paid_one_stays_paid(at_stripe):
    gateway().start_checkout(order())
    assert gateway().cancel("payment-p").state is OutcomeState.CANCELLED
    at_stripe.checkout.pay(gateway().start_checkout(order("payment-q")).url)
    assert gateway().cancel("payment-q").state is OutcomeState.SUCCEEDED


def test_a_card_is_added_and_charged_under_its_customer(at_stripe):
    card = kept(at_stripe)
    assert (card.kind, card.brand, card.last_digits, str(card.expires_on)) == (
        MethodKind.CARD, "Visa", "4242", "2039-12-31",
    )  # fmt: skip
    outcome = gateway().charge_method(order(), card.reference)
    assert outcome.state is OutcomeState.SUCCEEDED
    (made,) = at_stripe.made("/v1/payment_intents")
    assert made["customer"] in card.reference
    assert made["metadata[bursar_key]"] == "payment-p"


def test_whatever_is_sent_twice_is_charged_once_even_by_a_provider_without_idempotency(at_stripe):
    card = kept(at_stripe)
    first = gateway().charge_method(order(), card.reference)
    at_stripe.answered.clear()
    assert gateway().charge_method(order(), card.reference) == first
    assert len(charges(at_stripe)) == 1


@pytest.mark.parametrize("end", ["payment_intents", "confirm"])
def test_a_charge_whose_answer_was_lost_happens_once(at_stripe, end):
    card = kept(at_stripe)
    at_stripe.lost[end] = 1
    with pytest.raises(GatewayUnavailableError):
        gateway().charge_method(order(), card.reference)
    known = gateway().look_up("payment-p")
    assert known is None if end == "payment_intents" else known.state is OutcomeState.SUCCEEDED
    assert gateway().charge_method(order(), card.reference).state is OutcomeState.SUCCEEDED
    assert len(charges(at_stripe)) == 1


def test_a_declined_card_says_why_and_is_not_charged_by_asking_again(at_stripe):
    card = kept(at_stripe, card=DECLINED)
    for _ in range(2):
        outcome = gateway().charge_method(order(), card.reference)
        assert (outcome.state, outcome.decline_reason) == (OutcomeState.DECLINED, "card_refused")
    assert gateway().look_up("payment-p") == outcome
    assert len(charges(at_stripe)) == 1


def test_a_card_that_wants_its_owner_is_declined_with_that_reason(at_stripe):
    outcome = gateway().charge_method(order(), kept(at_stripe, card=AUTHENTICATES).reference)
    assert (outcome.state, outcome.decline_reason) == (OutcomeState.DECLINED, "payer_must_confirm")


def test_a_key_that_was_made_void_is_never_charged(at_stripe):
    card = kept(at_stripe)
    assert gateway().cancel("payment-p").state is OutcomeState.CANCELLED
    assert gateway().charge_method(order(), card.reference).state is OutcomeState.CANCELLED
    assert charges(at_stripe) == []


def test_a_charge_that_was_made_but_not_confirmed_can_be_stopped(at_stripe):
    card = kept(at_stripe)
    at_stripe.lost["payment_intents"] = 1
    with pytest.raises(GatewayUnavailableError):
        gateway().charge_method(order(), card.reference)
    assert gateway().cancel("payment-p").state is OutcomeState.CANCELLED
    assert gateway().charge_method(order(), card.reference).state is OutcomeState.CANCELLED


def test_a_removed_method_is_detached_once_and_again(at_stripe):
    card = kept(at_stripe)
    for _ in range(2):
        gateway().detach_method(card.reference)
    assert at_stripe.ask("GET", f"/v1/payment_methods/{card.reference.partition('@')[0]}")[1]["customer"] is None


def test_a_part_is_paid_back_once_also_when_the_answer_was_lost(at_stripe):
    paid = gateway().charge_method(order(), kept(at_stripe).reference)
    back = RefundOrder("refund-r", paid.reference, 2000, "EUR", "goodwill")
    at_stripe.lost["POST /v1/refunds"] = 1
    with pytest.raises(GatewayUnavailableError):
        gateway().refund(back)
    at_stripe.answered.clear()
    assert gateway().look_up("refund-r").state is OutcomeState.SUCCEEDED
    assert gateway().refund(back).state is OutcomeState.SUCCEEDED
    assert len(at_stripe.made("/v1/refunds")) == 1


def test_what_was_declined_is_not_paid_back(at_stripe):
    failed = gateway().charge_method(order(), kept(at_stripe, card=DECLINED).reference)
    assert gateway().refund(RefundOrder("refund-r", failed.reference, 100, "EUR")).state is OutcomeState.DECLINED
    assert gateway().cancel("refund-r").state is OutcomeState.CANCELLED


def test_a_provider_that_is_down_leaves_everything_open(at_stripe):
    card = kept(at_stripe)
    at_stripe.is_down = True
    with pytest.raises(GatewayUnavailableError):
        gateway().charge_method(order(), card.reference)
    at_stripe.is_down = False
    assert gateway().look_up("payment-p") is None


def test_a_direct_debit_is_shown_by_the_end_of_its_iban_and_charged(at_stripe, eventually):
    debit = kept(at_stripe, iban=IBAN)
    assert (debit.kind, debit.brand, debit.last_digits) == (MethodKind.SEPA_DEBIT, "SEPA", "3000")
    gateway().charge_method(order(), debit.reference)
    eventually(lambda: gateway().look_up("payment-p").state is OutcomeState.SUCCEEDED)


def test_a_direct_debit_that_the_bank_returns_is_unknown_first_and_then_declined(at_stripe, eventually):
    debit = kept(at_stripe, iban=BAD_IBAN)
    assert gateway().charge_method(order(), debit.reference).state is OutcomeState.UNKNOWN
    eventually(lambda: gateway().look_up("payment-p").state is OutcomeState.DECLINED)
