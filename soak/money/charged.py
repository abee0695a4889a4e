"""Payments and refunds against the ledger, the activity, the outbox and the provider's books."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Sum

from bursar.audit.models import Entry
from bursar.mail.models import OutboxMail
from bursar.payments.gateways.sandbox.models import Charge, TakenBack
from bursar.payments.models import Payment, Refund
from soak.money.scene import Scene

_COUNTED = "payments.payment.ordered", "payments.payment.succeeded"


def payments(scene: Scene, entries: list[dict[str, Any]]) -> Iterator[str]:
    """29, 31-34, 36: split exactly, charged once, posted whole, told; ordered by whom may."""
    money: dict[int, int] = defaultdict(int)
    used: dict[int, int] = defaultdict(int)
    for each in entries:
        if each["payment_id"] is not None:
            money[each["payment_id"]] -= each["amount_minor"] if each["kind"] == "payment" else 0
            used[each["payment_id"]] -= each["amount_minor"] if each["kind"] == "credit" and each["invoice_id"] else 0
    rows = list(Payment.objects.filter(account=scene.account).annotate(split=Sum("allocations__amount_minor")))
    keys = [f"payment-{row.uid}" for row in rows]
    charges = {
        row.merchant_key: row.amount_minor for row in Charge.objects.filter(merchant_key__in=keys, status="approved")
    }
    for row in rows:
        if row.ordered_by_id != scene.payer.person_id:
            yield f"34: {row} was ordered by somebody who may not"
        if row.__dict__["split"] != row.total_minor:
            yield f"29: {row}: parts of {row.__dict__['split']} for {row.total_minor}"
        yield from _payment(row, money[row.pk], used[row.pk], charges.get(f"payment-{row.uid}"))
    yield from _told(scene, rows)


def _payment(row: Payment, money: int, used: int, charged: int | None) -> Iterator[str]:
    is_paid = row.state == "succeeded"
    if money != (row.amount_minor if is_paid else 0) or not 0 <= used <= row.credit_minor * is_paid:
        yield f"31: {row} {row.state} {row.amount_minor}+{row.credit_minor}: {money}, {used} used"
    if row.gateway == "sandbox" and is_paid and charged is None:
        yield f"32: {row} is paid but was not charged"
    if charged is not None and (row.state in ("declined", "cancelled") or charged != row.amount_minor):
        yield f"33: {row} is {row.state}, but {charged} was charged"


def _told(scene: Scene, rows: Sequence[Payment]) -> Iterator[str]:
    kinds = list(Entry.objects.filter(account_id=scene.account.pk, kind__in=_COUNTED).values_list("kind", flat=True))
    paid = sum(row.state == "succeeded" for row in rows)
    told = kinds.count(_COUNTED[0]), kinds.count(_COUNTED[1])
    receipts = OutboxMail.objects.filter(kind="payments.receipt", account_id=scene.account.pk).count()
    if (*told, receipts) != (len(rows), paid, paid):
        yield f"36: {len(rows)} ordered and {paid} paid, told {told}, {receipts} receipts"


def refunds(scene: Scene, entries: list[dict[str, Any]]) -> Iterator[str]:
    """31-33: what went back is in the ledger, once; no more is ordered than was charged."""
    gone: dict[int, int] = defaultdict(int)
    for each in entries:
        if each["refund_id"] is not None:
            gone[each["refund_id"]] += each["amount_minor"]
    ordered: dict[int, int] = defaultdict(int)
    rows = list(Refund.objects.filter(payment__account=scene.account).select_related("payment"))
    backs = {
        row.merchant_key: row for row in TakenBack.objects.filter(merchant_key__in=[f"refund-{r.uid}" for r in rows])
    }
    for row in rows:
        if gone[row.pk] != (row.amount_minor if row.state == "succeeded" else 0):
            yield f"30: {row} {row.state} of {row.amount_minor} took {gone[row.pk]}"
        back = backs.get(f"refund-{row.uid}")
        if not row.is_dispute and row.state == "succeeded" and (back is None or back.status != "approved"):
            yield f"33: {row} succeeded, but nothing was paid back"
        if not row.is_dispute and row.state in ("pending", "unknown", "succeeded"):
            ordered[row.payment_id] += row.amount_minor
            if ordered[row.payment_id] > row.payment.amount_minor:
                yield f"31: more is ordered back of {row.payment} than was charged"
