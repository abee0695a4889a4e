"""Paying back through Stripe."""

import stripe

from bursar.payments.gateways.base import DeclineReason, Outcome, OutcomeState, RefundOrder
from bursar.payments.gateways.stripe import books, telling
from bursar.payments.gateways.stripe.amounts import AmountNotPossibleError, to_stripe
from bursar.payments.gateways.stripe.client import KEY, client, log
from bursar.payments.gateways.stripe.models import Asked


def refund(order: RefundOrder) -> Outcome:
    """Pay back a part of a payment; a refund that Stripe made before under this key is found, not made again."""
    asked = books.ask(order.key, Asked.What.REFUND, order.payment_reference)
    found = state(asked)
    if found is not None:
        return found
    try:
        made = client().v1.refunds.create(
            {
                "payment_intent": order.payment_reference,
                "amount": to_stripe(order.amount_minor, order.currency),
                "metadata": {KEY: order.key, "reason": order.reason[:500]},
            },
            {"idempotency_key": order.key},
        )
    except AmountNotPossibleError:
        return _refused(order, DeclineReason.NOT_SUPPORTED)
    except (stripe.CardError, stripe.InvalidRequestError) as error:  # more than is left, or too late
        log.warning("Stripe does not refund %s: %s, request %s", order.key, error.code, error.request_id)
        return _refused(order, DeclineReason.OTHER)
    books.keep(asked, made.id)
    return telling.of_refund(made)


def state(asked: Asked) -> Outcome | None:
    """How a refund stands; None when Stripe has made none under the key."""
    if asked.is_void:
        return Outcome(OutcomeState.CANCELLED)
    if asked.reference:
        return telling.of_refund(client().v1.refunds.retrieve(asked.reference))
    # The answer was lost: a payment has few refunds, and Stripe lists them without delay.
    for made in client().v1.refunds.list({"payment_intent": asked.parent, "limit": 100}).auto_paging_iter():
        if telling.key_in(made) == asked.key:
            books.keep(asked, made.id)
            return telling.of_refund(made)
    return None


def stop(asked: Asked) -> Outcome:
    """Nothing is paid back under the key from now on, unless it was already."""
    return (state(asked) if asked.parent else None) or state(books.void(asked.key)) or Outcome(OutcomeState.UNKNOWN)


def _refused(order: RefundOrder, reason: DeclineReason) -> Outcome:
    books.void(order.key)
    return Outcome(OutcomeState.DECLINED, "", reason.value)
