"""Notices as Stripe writes and signs them, with objects as its API has them, and delivering them to our address."""

import json
from secrets import token_hex
from typing import Any

import stripe
from django.conf import settings
from django.test import Client

from bursar.core import clock
from bursar.payments.gateways.stripe.notices import SIGNATURE

ADDRESS = "/payments/notices/stripe/"
Notice = dict[str, Any]


def notice(kind: str, thing: dict[str, Any]) -> Notice:
    """An event of this kind about an object as it stands."""
    return {"id": f"evt_{token_hex(12)}", "object": "event", "type": kind, "data": {"object": dict(thing)}}


def intent(key: str, status: str, *, error: dict[str, Any] | None = None, page: str = "yes") -> dict[str, Any]:
    """A PaymentIntent of 50.00."""
    return {
        "id": "pi_1", "object": "payment_intent", "status": status, "amount": 5000, "currency": "eur",
        "last_payment_error": error, "metadata": {"bursar_key": key, "bursar_page": page},
    }  # fmt: skip


def session(key: str, status: str, paid: str = "unpaid", mode: str = "payment") -> dict[str, Any]:
    """A Checkout session."""
    return {
        "id": "cs_1", "object": "checkout.session", "status": status, "payment_status": paid, "mode": mode,
        "payment_intent": "pi_1" if status == "complete" else None, "setup_intent": None,
        "metadata": {"bursar_key": key},
    }  # fmt: skip


def charge(key: str, *, paid: bool = True) -> dict[str, Any]:
    """The charge of that PaymentIntent."""
    return {
        "id": "ch_1", "object": "charge", "paid": paid, "captured": paid, "payment_intent": "pi_1",
        "metadata": {"bursar_key": key, "bursar_page": "yes"},
    }  # fmt: skip


def dispute(status: str, amount: int = 5000) -> dict[str, Any]:
    """A dispute of it; Stripe does not repeat our key there."""
    return {
        "id": "dp_1", "object": "dispute", "status": status, "amount": amount, "currency": "eur",
        "payment_intent": "pi_1", "reason": "fraudulent", "metadata": {},
    }  # fmt: skip


def refund(status: str, amount: int = 2000, key: str = "") -> dict[str, Any]:
    """A refund of it: of our order, or made on Stripe's site."""
    return {
        "id": "re_1", "object": "refund", "status": status, "amount": amount, "currency": "eur",
        "payment_intent": "pi_1", "reason": None, "metadata": {"bursar_key": key} if key else {},
    }  # fmt: skip


def sign(body: str, *, secret: str = "", age: int = 0) -> str:
    """The signature header, as the SDK itself would write it."""
    stamp = int(clock.now().timestamp()) - age
    return stripe.WebhookSignature.generate_signature_header(body, secret or settings.STRIPE_NOTICE_SECRET, stamp)


def post(told: Notice | bytes, **how: Any) -> int:
    """Deliver it: the status that Stripe gets."""
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    header = how.pop("header", None) or sign(body.decode(), **how)
    browser = Client(enforce_csrf_checks=True)
    return browser.post(ADDRESS, body, content_type="application/json", headers={SIGNATURE: header}).status_code
