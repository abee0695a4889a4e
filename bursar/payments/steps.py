"""Writes on payments that several commands share, inside the caller's transaction, and notices as they come in."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from bursar.billing.queries.mailing import languages
from bursar.core import clock
from bursar.invoices import steps as invoices
from bursar.mail.outbox import enqueue
from bursar.payments import queries
from bursar.payments.gateways.base import NoticeRead, Outcome, OutcomeState
from bursar.payments.models import MethodSetup, Notice, Payment, Refund

# An outcome moves a payment forward only: whatever order notices come in, the end is the same. Money that did move
# wins over everything, even over a cancellation that the provider overtook.
_RANK = {
    OutcomeState.PENDING: 0,
    OutcomeState.UNKNOWN: 1,
    OutcomeState.DECLINED: 2,
    OutcomeState.CANCELLED: 2,
    OutcomeState.SUCCEEDED: 3,
}
_RESERVED = """
SELECT a.invoice_id, SUM(a.amount_minor) FROM payments_allocation a JOIN payments_payment p ON p.id = a.payment_id
WHERE a.invoice_id IN ({ids}) AND p.state IN ('pending', 'unknown') GROUP BY a.invoice_id
"""
SOONEST = timedelta(seconds=15)
LATEST = timedelta(hours=1)


def advances(state: str, outcome: Outcome) -> bool:
    """Whether an outcome brings a payment in `state` further."""
    return _RANK[outcome.state] > _RANK[OutcomeState(state)]


def reserved_by_invoice(invoice_ids: Iterable[int]) -> dict[int, int]:
    """What payments under way (pending, unknown) reserve of each invoice."""
    ids = list(invoice_ids)
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_RESERVED.format(ids=", ".join(["%s"] * len(ids))), ids)
        return {invoice: int(minor) for invoice, minor in cursor.fetchall()}


def next_look_up(since: datetime) -> datetime:
    """When to ask the provider again about something ordered at `since`: the older it is, the more seldom."""
    now = clock.now()
    return now + min(max(SOONEST, (now - since) / 4), LATEST)


def postpone(what: Payment | MethodSetup | Refund) -> None:
    """The provider had nothing new to say: ask again later."""
    type(what).objects.filter(pk=what.pk, look_up_at__isnull=False).update(look_up_at=next_look_up(what.ordered_at))


def next_receipt_number(payment: Payment) -> str:
    """The account's next receipt number, such as R-4817-2093-0007; the caller holds the account's lock."""
    given = Payment.objects.filter(account_id=payment.account_id).exclude(receipt_number="").count()
    return f"R-{payment.account.number.removeprefix('C-')}-{given + 1:04d}"


def store_notice(gateway: str, read: NoticeRead) -> Notice:
    """Keep a notice under its unique id, in our words, before anything is done with it."""
    payload: dict[str, Any] = {
        "key": read.key,
        "state": read.outcome.state.value,
        "reference": read.outcome.reference,
        "reason": read.outcome.decline_reason,
    }
    if read.taken_back is not None:
        payload["taken_back"] = asdict(read.taken_back)
    found = Notice.objects.get_or_create(gateway=gateway, notice_id=read.notice_id[:80], defaults={"payload": payload})
    return found[0]


def mark_handled(notice: Notice) -> None:
    """What it told has been settled: the same notice again has no effect."""
    Notice.objects.filter(pk=notice.pk, handled_at__isnull=True).update(handled_at=clock.now())


def post_money(payment: Payment) -> int:
    """Write a payment that succeeded on its invoices, and what is more than they need as the account's credit: a credit
    note may have come meanwhile. Answers how much that is."""
    parts = payment.allocations.select_related("invoice").order_by("id")
    free = queries.free_credit(payment.account, besides=payment).get(payment.currency, 0)
    _used, kept = invoices.post_money(
        payment.account,
        payment.currency,
        {part.invoice: part.amount_minor for part in parts},
        payment_id=payment.pk,
        money=payment.amount_minor,
        credit=min(payment.credit_minor, free),
        at=payment.settled_at or clock.now(),
    )
    return kept


def tell_of(payment: Payment, kind: str, about: dict[str, int]) -> None:
    """Write to the one who paid, and one mail a language to the recipients of receipts."""
    if payment.ordered_by_id is not None:
        enqueue(kind, account=payment.account_id, person=payment.ordered_by_id, about=about)
    for language, address in languages(payment.account_id, "receipts").items():
        enqueue(kind, account=payment.account_id, address=address, about={**about, "language": language})
