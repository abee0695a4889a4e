"""Stripe's own pages (Checkout): for paying once, and for adding a method that Stripe keeps."""

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

import stripe

from bursar.core import clock
from bursar.payments.gateways.base import (
    DeclineReason,
    GatewayUnavailableError,
    HostedPage,
    Order,
    OrderRefusedError,
    Outcome,
)
from bursar.payments.gateways.stripe import books, telling
from bursar.payments.gateways.stripe.amounts import AmountNotPossibleError, to_stripe
from bursar.payments.gateways.stripe.client import KEY, PAGE, client, log
from bursar.payments.gateways.stripe.models import Asked
from bursar.payments.gateways.stripe.reasons import reason_of

if TYPE_CHECKING:
    from stripe.params.checkout import SessionCreateParams

SESSION = timedelta(minutes=60)  # a page that nobody finishes is closed after this time; Stripe wants 30 at least
_FRESH = timedelta(minutes=20)


def for_paying(order: Order) -> HostedPage:
    """The page for paying an order; the same page for the same key."""
    return _page(order, Asked.What.CHECKOUT)


def for_adding(order: Order) -> HostedPage:
    """The page for adding a method; the same page for the same key."""
    return _page(order, Asked.What.SETUP)


def state(asked: Asked) -> Outcome:
    """How a page stands at Stripe."""
    is_setup = asked.what == Asked.What.SETUP
    expand = ["setup_intent.payment_method"] if is_setup else ["payment_intent"]
    session = client().v1.checkout.sessions.retrieve(asked.reference, {"expand": expand})
    return telling.of_setup(session) if is_setup else telling.of_session(session)


def close(asked: Asked) -> Outcome:
    """Nobody can finish the page from now on; what was finished before stays."""
    with suppress(stripe.InvalidRequestError):  # it is not open any more: its state tells
        client().v1.checkout.sessions.expire(asked.reference)
    return state(asked)


def _page(order: Order, what: str) -> HostedPage:
    asked = books.ask(order.key, what)
    if asked.is_void:
        raise GatewayUnavailableError("void")
    if not asked.reference:
        if asked.asked_at + _FRESH < clock.now():
            raise GatewayUnavailableError("too late for this page")
        made = _made(order, asked)
        asked = books.keep(asked, made.id)
        if asked.is_void:
            client().v1.checkout.sessions.expire(made.id)
            raise GatewayUnavailableError("void")
        if asked.reference == made.id and made.url:
            return HostedPage(made.id, made.url)
    session = client().v1.checkout.sessions.retrieve(asked.reference)
    # A page that was finished has no address any more: the payer goes to where the page would have sent him.
    return HostedPage(session.id, session.url or order.return_url)


def _made(order: Order, asked: Asked) -> stripe.checkout.Session:
    try:
        params = _setup_params(order, asked) if asked.what == Asked.What.SETUP else _payment_params(order, asked)
        return client().v1.checkout.sessions.create(params, {"idempotency_key": order.key})
    except AmountNotPossibleError as error:
        books.void(order.key)
        raise OrderRefusedError(DeclineReason.NOT_SUPPORTED.value) from error
    except stripe.InvalidRequestError as error:
        log.warning("Stripe has no page for %s: %s, request %s", order.key, error.code, error.request_id)
        books.void(order.key)
        raise OrderRefusedError(reason_of(error.code)) from error


def _payment_params(order: Order, asked: Asked) -> "SessionCreateParams":
    return {
        "mode": "payment",
        "client_reference_id": order.key,
        "metadata": {KEY: order.key},
        "allowed_payment_method_types": ["card", "sepa_debit"],
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": order.currency.lower(),
                    "unit_amount": to_stripe(order.amount_minor, order.currency),
                    "product_data": {"name": order.description[:250]},
                },
            }
        ],
        "payment_intent_data": {"description": order.description[:1000], "metadata": {KEY: order.key, PAGE: "yes"}},
        "success_url": order.return_url,
        "cancel_url": order.return_url,
        "expires_at": int((asked.asked_at + SESSION).timestamp()),
    }


def _setup_params(order: Order, asked: Asked) -> "SessionCreateParams":
    return {
        "mode": "setup",
        "client_reference_id": order.key,
        "metadata": {KEY: order.key},
        "allowed_payment_method_types": ["card", "sepa_debit"],
        "customer_creation": "always",
        "setup_intent_data": {"description": order.description[:1000], "metadata": {KEY: order.key}},
        "success_url": order.return_url,
        "cancel_url": order.return_url,
        "expires_at": int((asked.asked_at + SESSION).timestamp()),
    }
