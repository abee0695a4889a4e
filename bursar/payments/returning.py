"""Money that goes back: from where in the ledger it is taken, and what follows from how it ended; inside a command."""

from collections.abc import Iterator
from typing import Any

from bursar.access.actor import Actor
from bursar.audit.kinds import Kind
from bursar.audit.recording import record
from bursar.core import clock
from bursar.invoices import steps as invoices
from bursar.invoices.models import Document, LedgerEntry, Standing
from bursar.payments import events, queries, steps
from bursar.payments.gateways.base import Outcome, OutcomeState
from bursar.payments.models import Payment, Refund

# Forward only, as payments; but what failed or was won back after all has the last word.
_RANK = {
    OutcomeState.PENDING: 0,
    OutcomeState.UNKNOWN: 1,
    OutcomeState.SUCCEEDED: 2,
    OutcomeState.DECLINED: 3,
    OutcomeState.CANCELLED: 3,
}
_KINDS = {
    OutcomeState.UNKNOWN: events.REFUND_UNANSWERED,
    OutcomeState.SUCCEEDED: events.REFUND_SUCCEEDED,
    OutcomeState.DECLINED: events.REFUND_DECLINED,
    OutcomeState.CANCELLED: events.REFUND_CANCELLED,
}


def advances(state: str, outcome: Outcome) -> bool:
    """Whether an outcome brings a refund in `state` further."""
    return _RANK[outcome.state] > _RANK[OutcomeState(state)]


def settle_return(actor: Actor, refund: Refund, outcome: Outcome) -> None:
    """Write down how a refund or a dispute ended that has not ended so before, and tell."""
    was = refund.state
    refund.state, refund.decline_code = outcome.state.value, outcome.decline_reason
    refund.provider_reference = outcome.reference or refund.provider_reference
    if outcome.state is OutcomeState.UNKNOWN:
        refund.look_up_at = steps.next_look_up(clock.now())
    else:
        refund.look_up_at, refund.settled_at = None, clock.now()
    if outcome.state is OutcomeState.SUCCEEDED and not refund.is_dispute:
        refund.receipt_number = _receipt_number(refund)
    refund.save()
    account, payment = refund.payment.account_id, refund.payment_id
    record(actor, _kind(refund, outcome), account=account, on=("payment", payment), new=_values(refund))
    if outcome.state is OutcomeState.SUCCEEDED:
        _take(refund)
        _tell(refund)
    elif was == Refund.State.SUCCEEDED:
        at = refund.settled_at or clock.now()
        invoices.bring_back(refund.payment.account, refund.payment.currency, refund_id=refund.pk, at=at)


def _take(refund: Refund) -> None:
    """First credit that nothing reserves, then what the payment settled, last first; then, should its money have moved
    on as credit, what else was paid; credit that is reserved comes last: a payment under way finds it gone. Were more
    to go back than ever came, the account's credit would be overdrawn: nothing that moved is left out."""
    payment, left = refund.payment, refund.amount_minor
    credit = min(left, queries.free_credit(payment.account).get(payment.currency, 0))
    left -= credit
    parts: dict[Document, int] = {}
    for invoice, most in _settled(payment):
        taken = min(left, most - parts.get(invoice, 0))
        if taken > 0:
            parts[invoice] = parts.get(invoice, 0) + taken
            left -= taken
        if not left:
            break
    at = refund.settled_at or clock.now()
    invoices.take_back(payment.account, payment.currency, parts, refund_id=refund.pk, credit=credit + left, at=at)


def _settled(payment: Payment) -> Iterator[tuple[Document, int]]:
    """Invoices with what of them may be open again: those of the payment as far as it settled them, then all others
    that something was paid of, the newest first."""
    posted = LedgerEntry.objects.filter(payment_id=payment.pk, kind="payment", invoice__isnull=False)
    returned = LedgerEntry.objects.filter(refund_id__in=list(payment.refunds.values_list("pk", flat=True)))
    gone: dict[int | None, int] = {}
    for invoice, minor in returned.values_list("invoice_id", "amount_minor"):
        gone[invoice] = gone.get(invoice, 0) + minor
    paid = dict(Standing.objects.filter(pk__in=posted.values("invoice_id")).values_list("pk", "paid_minor"))
    for entry in posted.select_related("invoice__account").order_by("-id"):
        if entry.invoice is not None:
            yield entry.invoice, min(-entry.amount_minor - gone.get(entry.invoice_id, 0), paid[entry.invoice.pk])
    others = Standing.objects.filter(account=payment.account, currency=payment.currency, paid_minor__gt=0)
    for row in others.select_related("document__account").order_by("-pk").iterator(100):
        yield row.document, row.paid_minor


def _receipt_number(refund: Refund) -> str:
    given = refund.payment.refunds.exclude(receipt_number="").count()
    return f"{refund.payment.receipt_number}-R{given + 1}"


def _kind(refund: Refund, outcome: Outcome) -> Kind:
    if refund.is_dispute and outcome.state in (OutcomeState.SUCCEEDED, OutcomeState.CANCELLED):
        return events.DISPUTE_OPENED if outcome.state is OutcomeState.SUCCEEDED else events.DISPUTE_WON
    return _KINDS[outcome.state]


def _values(refund: Refund) -> dict[str, Any]:
    values = {"amount_minor": refund.amount_minor, "currency": refund.payment.currency, "why": refund.reason}
    return values | ({"receipt_number": refund.receipt_number} if refund.receipt_number else {})


def _tell(refund: Refund) -> None:
    """Whoever paid, and the recipients of receipts."""
    kind = "payments.disputed" if refund.is_dispute else "payments.refunded"
    steps.tell_of(refund.payment, kind, {"refund": refund.pk})
