"""A charge that is cut off at any step, then sent again, or left to the worker: charged once, or never."""

from datetime import timedelta

import pytest

from bursar.core import clock
from bursar.payments import commands, flow
from bursar.payments.gateways.base import Order
from bursar.payments.gateways.registry import gateway
from tests.invoices.making import make_invoice
from tests.payments.paying import fresh, order, outstanding

CREATE, CONFIRM = "POST /v1/payment_intents", "/confirm"
LATER = timedelta(minutes=15)


@pytest.fixture
def invoice(world):
    return make_invoice(world.account, "F-1", 12000)


@pytest.fixture
def card(world, at_stripe):
    """A card that Stripe keeps for the account."""
    setup = commands.start_adding_method(world.actor("full"), account=world.account)
    begun = gateway().start_adding_method(Order(f"setup-{setup.uid}", 0, "", "", "/back/"))
    at_stripe.checkout.add(begun.url)
    return flow.check_method_setup(setup).method


def charged(at_stripe):
    """What Stripe's books say was charged, in minor units."""
    made = at_stripe.ask("GET", "/v1/payment_intents", {"limit": "1000"})[1]["data"]
    ours = at_stripe.keys()
    return sum(i["amount"] for i in made if i["status"] == "succeeded" and i["metadata"].get("bursar_key") in ours)


@pytest.mark.parametrize("is_sent_again", [False, True], ids=["left_to_the_worker", "sent_again"])
@pytest.mark.parametrize("what", ["lost", "unheard"])
@pytest.mark.parametrize("step", [CREATE, CONFIRM])
def test_a_charge_that_was_cut_off_is_charged_once_or_never(world, at_stripe, invoice, card, step, what, is_sent_again):
    getattr(at_stripe, what)[step] = 1
    payment = order(world, "payer", {invoice: 5000}, key="k", method=card).payment
    assert payment.state == "unknown"
    at_stripe.answered.clear()  # a provider that has forgotten the idempotency keys
    if is_sent_again:
        gateway().charge_method(flow._order(payment, str), card.reference)
    with clock.at(clock.now() + LATER):
        flow.resolve_unknown()
    is_paid = is_sent_again or (step, what) == (CONFIRM, "lost")
    assert fresh(payment).state == ("succeeded" if is_paid else "cancelled")
    assert charged(at_stripe) == (5000 if is_paid else 0)
    assert outstanding(invoice) == 12000 - charged(at_stripe)


def test_what_was_cut_off_and_made_void_is_not_charged_by_a_process_that_wakes_up_late(world, at_stripe, invoice, card):
    at_stripe.lost[CREATE] = 1
    payment = order(world, "payer", {invoice: 5000}, key="k", method=card).payment
    with clock.at(clock.now() + LATER):
        flow.resolve_unknown()
    assert fresh(payment).state == "cancelled"
    assert gateway().charge_method(flow._order(payment, str), card.reference).state == "cancelled"
    assert charged(at_stripe) == 0
