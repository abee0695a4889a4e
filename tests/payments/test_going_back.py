"""What a provider tells of money that goes back: refunds under our key, disputes of its own (here the sandbox)."""

import pytest
from django.conf import settings

from bursar.core import clock
from bursar.payments.gateways.base import MethodKind, Order, OutcomeState, RefundOrder
from bursar.payments.gateways.registry import gateway
from bursar.payments.gateways.sandbox import backs, provider
from bursar.payments.gateways.sandbox.notices import SIGNATURE, send_due_notices, sign


@pytest.fixture
def charged(db):
    """A charge of 50.00 that succeeded, as the provider names it; its notice is delivered."""
    page = gateway("sandbox").start_checkout(Order("payment-p", 5000, "EUR", "", "/back/"))
    provider.submit(page.reference, provider.Typed("4242424242424242", "12/39", "never"))
    return page.reference


def told():
    """What the provider's next notices say, read by our side."""
    bodies = []
    send_due_notices(lambda _path, body, _headers: bodies.append(body) or 200)
    now = int(clock.now().timestamp())
    return [
        gateway("sandbox").read_notice(body, {SIGNATURE: sign(body, now, settings.SANDBOX_SECRET)}) for body in bodies
    ]


def refund(reference, amount=2000, key="refund-r"):
    return gateway("sandbox").refund(RefundOrder(key, reference, amount, "EUR", "goodwill"))


def test_what_is_sent_twice_under_one_key_is_paid_back_once(charged):
    assert refund(charged) == refund(charged)
    assert gateway("sandbox").look_up("refund-r").state is OutcomeState.SUCCEEDED
    assert [(notice.key, notice.outcome.state) for notice in told()] == [("refund-r", OutcomeState.SUCCEEDED)]


def test_no_more_is_paid_back_than_was_charged(charged):
    assert refund(charged, 4000).state is OutcomeState.SUCCEEDED
    assert refund(charged, 1001, "refund-s").state is OutcomeState.DECLINED


def test_a_refund_that_was_made_void_before_it_came_pays_nothing_back(charged):
    assert gateway("sandbox").cancel("refund-r").state is OutcomeState.CANCELLED
    assert refund(charged).state is OutcomeState.CANCELLED


def test_a_dispute_names_its_payment_and_is_told_again_when_it_is_won(charged):
    back = backs.dispute(charged, 5000)
    (opened,) = told()
    backs.win(back.reference)
    (won,) = told()
    assert (opened.key, opened.outcome.state) == ("payment-p", OutcomeState.SUCCEEDED)
    assert opened.taken_back.state is OutcomeState.SUCCEEDED
    assert won.taken_back.state is OutcomeState.CANCELLED
    assert {opened.taken_back.reference, won.taken_back.reference} == {back.reference}


def test_a_payment_that_the_provider_names_is_found_by_our_key(charged):
    assert gateway("sandbox").key_of(charged) == "payment-p"
    assert gateway("sandbox").key_of("nothing") == ""


def test_a_kept_card_is_a_card(db):
    page = gateway("sandbox").start_adding_method(Order("setup-m", 0, "", "", "/back/"))
    provider.submit(page.reference, provider.Typed("4242424242424242", "12/39", "never"))
    assert gateway("sandbox").look_up("setup-m").method.kind is MethodKind.CARD
