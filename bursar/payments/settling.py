"""What an outcome does to a payment: its state, entries, receipt, mails; inside a command, under the account's lock."""

from datetime import datetime
from typing import Any

from bursar.access.actor import Actor
from bursar.audit.recording import record
from bursar.core import clock
from bursar.mail.outbox import enqueue
from bursar.payments import events, steps
from bursar.payments.gateways.base import Outcome, OutcomeState
from bursar.payments.models import Payment

_KINDS = {
    OutcomeState.UNKNOWN: events.UNANSWERED,
    OutcomeState.SUCCEEDED: events.SUCCEEDED,
    OutcomeState.DECLINED: events.DECLINED,
    OutcomeState.CANCELLED: events.CANCELLED,
}


def settle(actor: Actor, payment: Payment, outcome: Outcome, at: datetime | None = None) -> None:
    """Write down how a payment ended that has not ended so before, and tell; `at` is when the money came (now)."""
    old = payment.state
    payment.state = outcome.state.value
    payment.provider_reference = outcome.reference or payment.provider_reference
    payment.decline_code = outcome.decline_reason
    if outcome.state is OutcomeState.UNKNOWN:
        payment.look_up_at = steps.next_look_up(clock.now())
    else:
        payment.look_up_at, payment.settled_at = None, at or clock.now()
    if outcome.state is OutcomeState.SUCCEEDED:
        payment.receipt_number = steps.next_receipt_number(payment)
    payment.save()
    values = {"old": {"payment_state": old}, "new": _settled(payment)}
    record(actor, _KINDS[outcome.state], account=payment.account_id, on=("payment", payment.pk), **values)
    _follow_up(actor, payment)


def _follow_up(actor: Actor, payment: Payment) -> None:
    """What follows from an outcome: entries on the invoices, credit, mails."""
    about = {"payment": payment.pk}
    if payment.state == Payment.State.SUCCEEDED:
        kept = steps.post_money(payment)
        if kept:
            value = {"amount_minor": kept, "currency": payment.currency}
            record(actor, events.CREDIT_KEPT, account=payment.account_id, on=("payment", payment.pk), new=value)
        steps.tell_of(payment, "payments.receipt", about)
    elif payment.state == Payment.State.DECLINED and payment.mandate_id is None:  # a mandate tells what follows, too
        enqueue("payments.declined", account=payment.account_id, person=payment.ordered_by_id, about=about)


def _settled(payment: Payment) -> dict[str, Any]:
    return {
        "payment_state": payment.state,
        "receipt_number": payment.receipt_number,
        "decline_reason": payment.decline_code,
    }
