"""What tests of paying share: ordering by a persona, what the payer does at the provider's page, its notices."""

from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex

import pytest
from django.test import Client

from bursar.access.actor import Actor
from bursar.core.errors import Refused
from bursar.invoices.models import Document
from bursar.invoices.queries import amounts_of
from bursar.payments import commands, flow
from bursar.payments.gateways.base import Order
from bursar.payments.gateways.registry import gateway
from bursar.payments.gateways.sandbox import provider
from bursar.payments.gateways.sandbox.notices import send_due_notices
from bursar.payments.models import Payment, PaymentMethod
from tests.personas import World

APPROVED, NO_MONEY, TIMES_OUT = "4242424242424242", "4000000000009995", "4000000000000044"
JOB = Actor.job("tests")


def order(
    world: World,
    persona: str,
    parts: dict[Document, int],
    *,
    key: str = "",
    method: PaymentMethod | None = None,
    credit: int = 0,
) -> flow.Ordered:
    """Order a payment of these parts; without a method the payer goes to the provider's page."""
    return flow.order_payment(
        world.actor(persona),
        account=world.account,
        parts={invoice.uid: amount for invoice, amount in parts.items()},
        method_uid=method.uid if method else "",
        key=key or token_hex(8),
        through="billing",
        credit_minor=credit,
        return_url=lambda uid: f"/back/{uid}/",
    )


def at_provider(ordered: flow.Ordered, card: str = APPROVED, notices: str = "now") -> None:
    """The payer types a card at the provider's page."""
    reference = ordered.hosted_url.rstrip("/").rpartition("/")[2]
    provider.submit(reference, provider.Typed(card, "12/39", notices))


def deliver_notices() -> int:
    """The provider posts what is due to our address."""
    browser = Client()
    return send_due_notices(
        lambda path, body, headers: (
            browser.post(
                path, body, content_type="application/json", headers={k: v for k, v in headers.items() if k[0] == "S"}
            ).status_code
        )
    )


def fresh(payment: Payment) -> Payment:
    """The payment as it is now."""
    return Payment.objects.get(pk=payment.pk)


def outstanding(invoice: Document) -> int:
    """What is left of an invoice."""
    return amounts_of([invoice.pk])[invoice.pk].outstanding


def kept_card(world: World, card: str = APPROVED, persona: str = "full") -> PaymentMethod:
    """A card that the provider keeps for the account."""
    setup = commands.start_adding_method(world.actor(persona), account=world.account)
    page = gateway("sandbox").start_adding_method(Order(f"setup-{setup.uid}", 0, "", "", "/back/"))
    provider.submit(page.reference, provider.Typed(card, "12/39", "never"))
    method = flow.check_method_setup(setup).method
    assert method is not None
    return method


@contextmanager
def refused(code: str, status: int = 422) -> Iterator[None]:
    """What is done within is refused with this code."""
    with pytest.raises(Refused) as caught:
        yield
    assert (caught.value.code, caught.value.status) == (code, status)
