"""Pays the demo's bills through the sandbox, as the demo's people would: on time, late, in part, or declined first."""

import secrets
from datetime import date

from bursar.access.actor import Actor
from bursar.accounts.models import Account
from bursar.invoices.models import Document
from bursar.invoices.queries import amounts_of
from bursar.invoices.references import grouped, reference_of
from bursar.payments import flow
from bursar.payments.commands import take_in_payments
from bursar.payments.gateways.sandbox import provider
from bursar.payments.incoming_file import Told
from bursar.payments.models import MethodSetup, Payment

VISA, NO_FUNDS = "4242424242424242", "4000000000009995"


def keep_card(actor: Actor, account: Account, today: date) -> None:
    """Add a card to the billing portal at the provider's page."""
    page = flow.begin_method(actor, account=account, return_url=lambda uid: f"/setups/{uid}/")
    provider.submit(page.reference, _typed(VISA, today))
    setup = MethodSetup.objects.get(account=account, finished_at=None)
    flow.check_method_setup(setup)


def pay(
    actor: Actor, account: Account, number: str, *, part: bool, through: str, today: date, card: str = VISA
) -> None:
    """Pay an invoice, or half of it, with a card typed at the provider's page."""
    invoice = Document.objects.get(account=account, number=number)
    left = amounts_of([invoice.pk])[invoice.pk].outstanding
    ordered = flow.order_payment(
        actor,
        account=account,
        parts={invoice.uid: left // 2 if part else left},
        method_uid="",
        key=secrets.token_hex(16),
        through=through,
        return_url=lambda uid: f"/payments/{uid}/",
    )
    reference = ordered.hosted_url.rstrip("/").rsplit("/", 1)[-1]
    provider.submit(reference, _typed(card, today))
    flow.check_payment(Payment.objects.get(pk=ordered.payment.pk))


def transfer(operator: Actor, account: Account, number: str, day: date) -> None:
    """Pay an invoice by bank transfer, as the operator's bank tells of it."""
    invoice = Document.objects.get(account=account, number=number)
    told = Told(
        source="bank",
        reference=f"{day:%Y%m%d}-{number}",
        received_on=day,
        currency=invoice.currency,
        amount_minor=amounts_of([invoice.pk])[invoice.pk].outstanding,
        text=grouped(reference_of(invoice.uid)),
        payer=account.name,
        method="",
        account=None,
        numbers=[],
    )
    take_in_payments(operator, told=[told])


def _typed(number: str, today: date) -> provider.Typed:
    return provider.Typed(number, f"11/{(today.year + 3) % 100:02}", notices="never")
