"""The orders of six notices, each with some repeated and some lost: one end state (Stripe and the sandbox).

A tenth of the 720, drawn anew each time; `python -m soak notices` tries all of them.
"""

import json
import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import permutations

import pytest
from django.conf import settings
from django.db import transaction

from bursar.core import clock
from bursar.invoices.queries import credit_of
from bursar.payments import flow
from bursar.payments.gateways.sandbox import notices as sandbox
from bursar.payments.gateways.sandbox.models import Charge
from bursar.payments.gateways.stripe import notices as stripe
from bursar.payments.models import Notice, Payment, Refund
from tests.invoices.making import make_invoice
from tests.payments.paying import order, outstanding
from tests.stripe import told

SHARE, SEED = float(os.environ.get("ORDERS_SHARE", "0.1")), int(os.environ.get("ORDERS_SEED", random.randrange(10**6)))
Deliver = Callable[[object], None]
RETURNED = {"code": "insufficient_funds", "payment_method": {"type": "sepa_debit"}}
CARD_REFUSED = {"code": "card_declined", "decline_code": "do_not_honor", "payment_method": {"type": "card"}}


def of_a_debit_that_is_disputed(key):
    return [
        told.notice("checkout.session.completed", told.session(key, "complete")),
        told.notice("payment_intent.processing", told.intent(key, "processing")),
        told.notice("payment_intent.succeeded", told.intent(key, "succeeded")),
        told.notice("checkout.session.async_payment_succeeded", told.session(key, "complete", "paid")),
        told.notice("charge.dispute.created", told.dispute("needs_response")),
        told.notice("charge.dispute.closed", told.dispute("won")),
    ], told.intent(key, "succeeded")


def of_a_second_card_and_a_refund_on_stripes_site(key):
    return [
        told.notice("payment_intent.payment_failed", told.intent(key, "requires_payment_method", error=CARD_REFUSED)),
        told.notice("payment_intent.succeeded", told.intent(key, "succeeded")),
        told.notice("checkout.session.completed", told.session(key, "complete", "paid")),
        told.notice("charge.refunded", told.charge(key)),
        told.notice("refund.created", told.refund("pending")),
        told.notice("refund.updated", told.refund("succeeded")),
    ], told.intent(key, "succeeded")


def of_a_debit_that_is_returned(key):
    failed = told.intent(key, "requires_payment_method", error=RETURNED)
    return [
        told.notice("checkout.session.completed", told.session(key, "complete")),
        told.notice("payment_intent.processing", told.intent(key, "processing")),
        told.notice("payment_intent.payment_failed", failed),
        told.notice("checkout.session.async_payment_failed", told.session(key, "complete")),
        told.notice("charge.failed", told.charge(key, paid=False)),
        told.notice("payment_intent.canceled", failed | {"status": "canceled"}),
    ], failed


@contextmanager
def undone() -> Iterator[None]:
    """What is written within is taken back."""
    before = transaction.savepoint()  # a command wants to be the outermost block, apart from the test's own
    yield
    transaction.savepoint_rollback(before)


def delivered(notices, chance: random.Random, is_asked_for):
    """Some twice, anywhere later; some lost: for good where the provider is asked, else until he repeats it later."""
    stream, late = [], []
    for each in notices:
        if chance.random() < 0.3:
            late += [] if is_asked_for(each) else [each]
            continue
        stream.append(each)
        if chance.random() < 0.3:
            late.insert(chance.randint(0, len(late)), each)
    return stream + late


def end_states(world, invoice, payment, notices, deliver: Deliver, is_asked_for) -> set[str]:
    """How all of it ends, for each order of the notices."""
    ends = set()
    orders = list(permutations(notices))
    for number in random.Random(SEED).sample(range(len(orders)), round(SHARE * len(orders))):
        with undone():
            for each in delivered(list(orders[number]), random.Random(SEED + number), is_asked_for):
                deliver(each)
            with clock.at(clock.now() + timedelta(minutes=55)):
                flow.resolve_unknown()
            assert not Notice.objects.filter(handled_at=None).exists()
            now = Payment.objects.get(pk=payment.pk)
            backs = list(Refund.objects.values_list("state", "amount_minor", "is_dispute"))
            state = (now.state, now.decline_code, now.provider_reference, bool(now.receipt_number), backs)
            ends.add(str((*state, outstanding(invoice), credit_of(world.account))))
            assert len(ends) == 1, f"ORDERS_SEED={SEED}, order {number}"
    return ends


@pytest.mark.parametrize(
    ("story", "end"),
    [
        (of_a_debit_that_is_disputed, "('succeeded', '', 'pi_1', True, [('cancelled', 5000, True)], 7000, {})"),
        (
            of_a_second_card_and_a_refund_on_stripes_site,
            "('succeeded', '', 'pi_1', True, [('succeeded', 2000, False)], 9000, {})",
        ),
        (of_a_debit_that_is_returned, "('declined', 'insufficient_funds', 'pi_1', False, [], 12000, {})"),
    ],
)
def test_every_order_of_stripes_notices_ends_the_same(world, at_stripe, story, end):
    invoice = make_invoice(world.account, "F-1", 12000)
    payment = order(world, "payer", {invoice: 5000}).payment
    notices, intent = story(f"payment-{payment.uid}")
    (session,) = at_stripe.checkout.sessions.values()
    session.update(status="complete", url=None, payment_intent="pi_1")
    session["payment_status"] = "paid" if intent["status"] == "succeeded" else "unpaid"
    at_stripe.objects["/v1/payment_intents/pi_1"] = intent

    def deliver(each):
        body = json.dumps(each)
        flow.take_notice("stripe", body.encode(), {stripe.SIGNATURE: told.sign(body)})

    def is_asked_for(each):
        return not each["type"].startswith(("charge.dispute", "refund"))

    assert end_states(world, invoice, payment, notices, deliver, is_asked_for) == {end}


def test_every_order_of_the_sandboxs_notices_ends_the_same(world):
    invoice = make_invoice(world.account, "F-1", 12000)
    payment = order(world, "payer", {invoice: 5000}).payment
    Charge.objects.update(status="approved")
    reference = Charge.objects.get().reference
    about = {
        "charge": reference, "merchant_key": f"payment-{payment.uid}", "code": "", "card": None, "currency": "EUR"
    }  # fmt: skip
    back = {"reference": "b", "merchant_key": None, "amount": 2000, "reason": "fraud"}
    notices = [about | {"id": status, "status": status} for status in ("open", "processing", "declined", "approved")]
    notices += [
        about | {"id": f"back-{status}", "status": "approved", "taken_back": back | {"status": status}}
        for status in ("approved", "cancelled")
    ]

    def deliver(each):
        body = json.dumps(each).encode()
        stamp = int(clock.now().timestamp())
        flow.take_notice("sandbox", body, {sandbox.SIGNATURE: sandbox.sign(body, stamp, settings.SANDBOX_SECRET)})

    ends = end_states(world, invoice, payment, notices, deliver, lambda each: not each.get("taken_back"))
    assert ends == {f"('succeeded', '', '{reference}', True, [('cancelled', 2000, True)], 7000, {{}})"}
