"""Charging a method that Stripe keeps, while its owner is not looking: made first, confirmed once its name is kept."""

import stripe

from bursar.payments.gateways.base import DeclineReason, Order, Outcome, OutcomeState
from bursar.payments.gateways.stripe import books, telling
from bursar.payments.gateways.stripe.amounts import AmountNotPossibleError, to_stripe
from bursar.payments.gateways.stripe.client import KEY, PAGE, client, log
from bursar.payments.gateways.stripe.models import Asked
from bursar.payments.gateways.stripe.reasons import reason_of


def charge(order: Order, method_reference: str) -> Outcome:
    """Charge a kept method. Money moves at the second step only, and that one works once for each PaymentIntent."""
    asked = books.ask(order.key, Asked.What.CHARGE)
    if asked.is_void:
        return Outcome(OutcomeState.CANCELLED)
    if asked.reference:
        intent = client().v1.payment_intents.retrieve(asked.reference)
    else:
        try:
            made = _make(order, method_reference)
        except AmountNotPossibleError:
            return _refused(order, DeclineReason.NOT_SUPPORTED.value)
        except (stripe.CardError, stripe.InvalidRequestError) as error:
            log.warning("Stripe does not charge %s: %s, request %s", order.key, error.code, error.request_id)
            return _refused(order, reason_of(error.code))
        asked = books.keep(asked, made.id)
        if asked.is_void:
            client().v1.payment_intents.cancel(made.id)
            return Outcome(OutcomeState.CANCELLED)
        intent = made if asked.reference == made.id else client().v1.payment_intents.retrieve(asked.reference)
    return telling.of_intent(_confirmed(intent, order.key))


def state(asked: Asked) -> Outcome | None:
    """How a charge stands; None while Stripe was not asked to charge anything."""
    intent = client().v1.payment_intents.retrieve(asked.reference)
    return None if intent.status == "requires_confirmation" else telling.of_intent(intent)


def stop(asked: Asked) -> Outcome:
    """Nothing is charged from now on; what was charged already stays charged."""
    try:
        intent = client().v1.payment_intents.cancel(asked.reference)
    except stripe.InvalidRequestError:  # it is beyond that, or was stopped before
        intent = client().v1.payment_intents.retrieve(asked.reference)
    return telling.of_intent(intent)


def _make(order: Order, method_reference: str) -> stripe.PaymentIntent:
    method, _at, customer = method_reference.partition("@")
    return client().v1.payment_intents.create(
        {
            "amount": to_stripe(order.amount_minor, order.currency),
            "currency": order.currency.lower(),
            "customer": customer,
            "payment_method": method,
            "allowed_payment_method_types": ["card", "sepa_debit"],
            "description": order.description[:1000],
            "metadata": {KEY: order.key, PAGE: "no"},
        },
        {"idempotency_key": order.key},
    )


def _confirmed(intent: stripe.PaymentIntent, key: str) -> stripe.PaymentIntent:
    # A PaymentIntent loses its method when it is declined, and the method is not sent again here: confirming it a
    # second time charges nothing, with or without an idempotency key.
    if intent.status != "requires_confirmation":
        return intent
    try:
        return client().v1.payment_intents.confirm(
            intent.id, {"off_session": True}, {"idempotency_key": f"{key}-confirm"}
        )
    except (stripe.CardError, stripe.InvalidRequestError):
        return client().v1.payment_intents.retrieve(intent.id)


def _refused(order: Order, reason: str) -> Outcome:
    # Nothing was made, and nothing is to come of this key later either.
    books.void(order.key)
    return Outcome(OutcomeState.DECLINED, "", reason)
