"""Intending a payment, settling it with the provider's outcome, asking to cancel it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.access.permissions import Permission
from bursar.accounts import steps as accounts
from bursar.accounts.models import Account
from bursar.audit.recording import audited, record, unchanged
from bursar.core import clock
from bursar.core.errors import NotKnown, Refused
from bursar.grants.queries import require
from bursar.invoices.models import Document
from bursar.payments import events, rules, steps
from bursar.payments.gateways.base import Outcome, OutcomeState
from bursar.payments.models import Allocation, Payment, PaymentMethod
from bursar.payments.settling import settle

# A hosted page is the payer's for a while; a call that was cut off is looked into sooner.
HOSTED_PATIENCE = timedelta(minutes=10)
CALL_PATIENCE = timedelta(minutes=1)
CREDIT = "credit"  # instead of a provider: nothing is charged


@audited
def intend_payment(
    actor: Actor,
    *,
    account: Account,
    parts: Mapping[str, int],
    method_uid: str,
    key: str,
    through: str,
    credit_minor: int = 0,
) -> Payment:
    """Order a payment: `parts` are minor units by the uid of their invoice, `method_uid` is a kept method or empty for
    a card typed at the provider, `credit_minor` what the account's credit pays of it: reserved while the payment is
    under way. All of it from credit is paid at once. The same key with the same body answers the same payment.

    Refused: key_used_otherwise, nothing_to_pay, not_an_invoice, currencies_differ, amount_not_positive,
    amount_too_high, nothing_outstanding, payment_under_way, credit_too_high, method_unknown, method_expired.
    """
    accounts.lock(account)
    require(actor, Permission.INVOICE_PAY, account)
    before = Payment.objects.filter(account=account, idempotency_key=key).first()
    if before is not None:
        rules.same_body(before, actor, parts, method_uid, credit_minor)
        unchanged()
        return before
    invoices = rules.payable_invoices(account, parts)
    charge = rules.charge_beside(account, invoices[0].currency, sum(parts.values()), credit_minor)
    method = rules.usable_method(account, method_uid) if charge else None
    payment = _write(actor, invoices, parts, method, key, through, credit_minor)
    record(
        actor, events.ORDERED, account=account.pk, on=("payment", payment.pk), new=_ordered(payment, invoices, parts)
    )
    if not charge:
        settle(actor, payment, Outcome(OutcomeState.SUCCEEDED))
    return payment


@audited
def settle_payment(actor: Actor, *, account: Account, payment_id: int, outcome: Outcome) -> Payment:
    """Write down how a payment ended. Idempotent; outcomes may come in any order, any number of times."""
    accounts.lock(account)
    payment = Payment.objects.select_related("account", "method").get(pk=payment_id, account=account)
    if not steps.advances(payment.state, outcome):
        unchanged()
        return payment
    settle(actor, payment, outcome)
    return payment


@audited
def ask_to_cancel_payment(actor: Actor, *, account: Account, payment: Payment) -> None:
    """Order that a payment which nobody finished be cancelled; the provider has the last word.

    Refused: payment_not_cancellable.
    """
    accounts.lock(account)
    require(actor, Permission.INVOICE_PAY, account)
    now = Payment.objects.filter(pk=payment.pk, account=account).values_list("state", flat=True).first()
    if now is None:
        raise NotKnown
    if now != Payment.State.PENDING:
        raise Refused("payment_not_cancellable", _("This payment can no longer be cancelled."))
    record(actor, events.CANCEL_ASKED, account=account.pk, on=("payment", payment.pk))


def _write(
    actor: Actor,
    invoices: list[Document],
    parts: Mapping[str, int],
    method: PaymentMethod | None,
    key: str,
    through: str,
    credit_minor: int,
) -> Payment:
    charge = sum(parts.values()) - credit_minor
    payment = Payment.objects.create(
        account=invoices[0].account,
        ordered_by_id=actor.person_id or 0,  # `require` lets nobody but persons through
        gateway=method.gateway if method else settings.PAYMENT_GATEWAY if charge else CREDIT,
        method=method,
        currency=invoices[0].currency,
        amount_minor=charge,
        credit_minor=credit_minor,
        idempotency_key=key,
        through=through,
        look_up_at=clock.now() + (CALL_PATIENCE if method else HOSTED_PATIENCE),
    )
    Allocation.objects.bulk_create(
        Allocation(payment=payment, invoice=invoice, amount_minor=parts[invoice.uid]) for invoice in invoices
    )
    return payment


def _ordered(payment: Payment, invoices: list[Document], parts: Mapping[str, int]) -> dict[str, Any]:
    return {
        "amount_minor": payment.amount_minor,
        **({"credit_minor": payment.credit_minor} if payment.credit_minor else {}),
        "currency": payment.currency,
        "parts": {str(invoice.pk): parts[invoice.uid] for invoice in invoices},
        "payment_method": payment.method_id,
    }
