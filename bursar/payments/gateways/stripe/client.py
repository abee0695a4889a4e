"""Stripe's SDK with our key, a limit of time, and its errors in our words."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import stripe
from django.conf import settings

from bursar.core.errors import BusyError
from bursar.payments.gateways.base import GatewayUnavailableError

log = logging.getLogger("bursar.stripe")

TIMEOUT_SECONDS = 20
RETRIES = 2  # of a request that got no answer, by the SDK, each time under the same idempotency key
KEY = "bursar_key"  # in the metadata of all that we make: our key for it
PAGE = "bursar_page"  # of a PaymentIntent: "yes" when the payer is at Stripe's page and may try another card there


def client() -> stripe.StripeClient:
    """The SDK's client of this process."""
    return _client(settings.STRIPE_SECRET_KEY, settings.STRIPE_ADDRESS)


@lru_cache(maxsize=2)
def _client(secret_key: str, address: str) -> stripe.StripeClient:
    stripe.enable_telemetry = False  # it would tell Stripe how long each of our requests took
    return stripe.StripeClient(
        secret_key,
        base_addresses={"api": address} if address else None,
        max_network_retries=RETRIES,
        http_client=stripe.RequestsClient(timeout=TIMEOUT_SECONDS),
    )


@contextmanager
def reaching() -> Iterator[None]:
    """Whatever fails within leaves open whether it was done. Raises GatewayUnavailableError for it."""
    try:
        yield
    except (stripe.AuthenticationError, stripe.PermissionError) as error:
        log.error("Stripe refuses BURSAR_STRIPE_SECRET_KEY (%s, request %s)", type(error).__name__, error.request_id)
        raise GatewayUnavailableError from error
    except stripe.StripeError as error:
        # The words of an error may repeat what was sent: only its kind is written down.
        log.warning("Stripe: %s %s, request %s", type(error).__name__, error.code or "", error.request_id)
        raise GatewayUnavailableError from error
    except BusyError as error:
        raise GatewayUnavailableError from error
