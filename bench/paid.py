"""Payments in bulk, as ordering and settling them one by one leaves them: charged, posted, receipted and recorded."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from bench.settled import settle
from bursar.accounts.models import Account, Person
from bursar.audit.models import Entry
from bursar.core import clock
from bursar.invoices.models import Document, LedgerEntry
from bursar.mail.models import OutboxMail
from bursar.payments import events
from bursar.payments.gateways.sandbox.models import Charge
from bursar.payments.models import Allocation, Payment

AT_ONCE = 5_000
CALL = timedelta(seconds=20)


@dataclass
class Paid:
    """A payment with the invoices that it pays and how much of each."""

    payment: Payment
    parts: list[tuple[Document, int]]


def together(bills: Iterable[tuple[Document, int]], dice: random.Random) -> Iterator[list[tuple[Document, int]]]:
    """Up to four invoices of one currency are paid at once; part payments alone."""
    waiting: dict[str, list[tuple[Document, int]]] = {}
    for document, minor in bills:
        if minor < document.gross_minor // 2 + 2:
            yield [(document, minor)]
            continue
        waiting.setdefault(document.currency, []).append((document, minor))
        if len(waiting[document.currency]) >= dice.choice((1, 4, 4, 4)):
            yield waiting.pop(document.currency)
    yield from waiting.values()


def pay(account: Account, groups: Iterable[list[tuple[Document, int]]], by: list[Person], dice: random.Random) -> None:
    """Write them all, in the order of their receipts."""
    latest = clock.now() - timedelta(hours=1)
    orders = iter(sorted(((_when(parts, latest, dice), parts) for parts in groups), key=lambda order: order[0]))
    serial = 0
    while some := list(islice(orders, AT_ONCE)):
        _write([_paid(account, parts, at, dice.choice(by), serial + n) for n, (at, parts) in enumerate(some, 1)])
        serial += len(some)


def _when(parts: list[tuple[Document, int]], latest: datetime, dice: random.Random) -> datetime:
    day = max(document.due_on or document.issued_on for document, _minor in parts)
    at = datetime.combine(day, time(9), UTC) + timedelta(days=dice.randrange(-4, 20), seconds=dice.randrange(20_000))
    return min(at, latest)


def _paid(account: Account, parts: list[tuple[Document, int]], at: datetime, payer: Person, serial: int) -> Paid:
    payment = Payment(
        account=account,
        ordered_by=payer,
        gateway="sandbox",
        currency=parts[0][0].currency,
        amount_minor=sum(minor for _document, minor in parts),
        state=Payment.State.SUCCEEDED,
        idempotency_key=f"bulk-{serial}",
        receipt_number=f"R-{account.number.removeprefix('C-')}-{serial:04d}",
        ordered_at=at,
        settled_at=at + CALL,
    )
    return Paid(payment, parts)


def _write(orders: list[Paid]) -> None:
    Payment.objects.bulk_create(order.payment for order in orders)
    Charge.objects.bulk_create(_charge(order.payment) for order in orders)
    pairs = [(order.payment, document, minor) for order in orders for document, minor in order.parts]
    Allocation.objects.bulk_create(Allocation(payment=p, invoice=d, amount_minor=minor) for p, d, minor in pairs)
    entries = LedgerEntry.objects.bulk_create(_posted(*pair) for pair in pairs)
    posted = ((entry.currency, entry.at, -entry.amount_minor) for entry in entries)
    settle(orders[0].payment.account, [order.payment.pk for order in orders], posted)
    OutboxMail.objects.bulk_create(_receipt(order.payment) for order in orders)
    Entry.objects.bulk_create(entry for order in orders for entry in _entries(order))


def _charge(payment: Payment) -> Charge:
    return Charge(
        merchant_key=f"payment-{payment.uid}", purpose="payment", amount_minor=payment.amount_minor,
        currency=payment.currency, status="approved", created_at=payment.ordered_at,
    )  # fmt: skip


def _posted(payment: Payment, document: Document, minor: int) -> LedgerEntry:
    at = payment.settled_at or payment.ordered_at
    return LedgerEntry(
        account_id=payment.account_id, invoice=document, kind=LedgerEntry.Kind.PAYMENT, currency=payment.currency,
        amount_minor=-minor, payment_id=payment.pk, at=at,
        booked_on=at.astimezone(ZoneInfo(payment.account.time_zone)).date(),
    )  # fmt: skip


def _receipt(payment: Payment) -> OutboxMail:
    at = payment.settled_at or payment.ordered_at
    return OutboxMail(
        kind="payments.receipt", account_id=payment.account_id, to_person_id=payment.ordered_by_id,
        about={"payment": payment.pk}, created_at=at, due_at=at, sent_at=at + CALL, attempts=1,
    )  # fmt: skip


def _entries(order: Paid) -> Iterator[Entry]:
    payment = order.payment
    whom = {"account_id": payment.account_id, "on_type": "payment", "on_id": payment.pk}
    ordered = {
        "amount_minor": payment.amount_minor,
        "currency": payment.currency,
        "parts": {str(document.pk): minor for document, minor in order.parts},
        "payment_method": None,
    }
    yield Entry(
        at=payment.ordered_at, kind=events.ORDERED.name, actor_kind="person", actor_id=payment.ordered_by_id,
        door="billing", new=ordered, **whom,
    )  # fmt: skip
    settled = {"payment_state": payment.state, "receipt_number": payment.receipt_number, "decline_reason": ""}
    yield Entry(
        at=payment.settled_at or payment.ordered_at, kind=events.SUCCEEDED.name, actor_kind="job",
        door="payment_check", old={"payment_state": "pending"}, new=settled, **whom,
    )  # fmt: skip
