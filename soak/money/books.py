"""The invariants of money, looked at after every operation: by the tables and by the provider's books."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Sum

from bursar.core.money import format_money, parse_money
from bursar.invoices.models import Document, LedgerEntry, Standing, Tally
from bursar.invoices.queries import credit_of
from bursar.payments.models import Refund
from soak.money.charged import payments, refunds
from soak.money.mandating import automatic
from soak.money.scene import Scene

_COLUMNS = ("id", "account_id", "invoice_id", "kind", "currency", "amount_minor", "document_id", "payment_id",
            "refund_id", "adjustment_id", "booked_on", "at")  # fmt: skip


def wrong(scene: Scene) -> list[str]:
    """What does not hold now."""
    entries = list(LedgerEntry.objects.filter(account=scene.account).order_by("id").values(*_COLUMNS))
    found = [*_ledger(scene, entries), *_invoices(scene, entries), *_sums(scene, entries)]
    found += [*payments(scene, entries), *refunds(scene, entries), *automatic(scene)]
    return found


def _ledger(scene: Scene, entries: list[dict[str, Any]]) -> Iterator[str]:
    now = [tuple(each.values()) for each in entries]
    if now[: len(scene.seen)] != scene.seen:
        yield "30: an entry changed, went, or came before others"
    scene.seen = now
    for each in entries:
        causes = [each[name] for name in ("document_id", "payment_id", "refund_id", "adjustment_id")]
        if sum(cause is not None for cause in causes) != 1:
            yield f"30: entry {each['id']} has causes {causes}"


def _invoices(scene: Scene, entries: list[dict[str, Any]]) -> Iterator[str]:
    """28-31: what is kept beside the entries is their fold, and nothing is paid beyond what was asked for."""
    folds: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for each in entries:
        if each["invoice_id"] is not None:
            kind = each["kind"]
            sort = ("kept" if each["amount_minor"] > 0 else "paid") if kind == "credit" else _SORTS[kind]
            folds[each["invoice_id"]][sort] += each["amount_minor"]
            folds[each["invoice_id"]]["added"] += max(0, each["amount_minor"]) if kind == "adjustment" else 0
            folds[each["invoice_id"]]["left"] += each["amount_minor"]
    documents = dict(Document.objects.filter(account=scene.account).values_list("pk", "gross_minor"))
    for row in Standing.objects.filter(account=scene.account, kind="invoice"):
        fold = folds[row.pk]
        told = (row.gross_minor, row.adjusted_minor, row.credited_minor, row.paid_minor, row.kept_minor)
        is_open = row.outstanding_minor > 0
        if told != (fold["invoice"], fold["adjusted"], -fold["credited"], -fold["paid"], fold["kept"]):
            yield f"30: {row} is {told}, its entries {dict(fold)}"
        if row.outstanding_minor != fold["left"] or row.is_open != is_open or documents[row.pk] != row.gross_minor:
            yield f"30: {row} is not what is left: {dict(fold)}"
        if not 0 <= -fold["paid"] <= fold["invoice"] + fold["added"] or fold["left"] < 0:
            yield f"31: {row} is paid beyond its amount: {dict(fold)}"


_SORTS = {
    "invoice": "invoice",
    "credit_note": "credited",
    "adjustment": "adjusted",
    "payment": "paid",
    "refund": "paid",
}


def _sums(scene: Scene, entries: list[dict[str, Any]]) -> Iterator[str]:
    """30, 31, 35: credit, balance and what is booked, currency by currency."""
    credit: dict[str, int] = defaultdict(int)
    balance: dict[str, int] = defaultdict(int)
    currencies = dict(Document.objects.filter(account=scene.account).values_list("pk", "currency"))
    for each in entries:
        balance[each["currency"]] += each["amount_minor"]
        if each["invoice_id"] is None:
            credit[each["currency"]] -= each["amount_minor"]
        elif currencies[each["invoice_id"]] != each["currency"]:
            yield f"35: entry {each['id']} is in another currency than its invoice"
    if {c: minor for c, minor in credit.items() if minor} != credit_of(scene.account):
        yield f"30: credit is {credit_of(scene.account)}, the entries say {dict(credit)}"
    if any(minor < 0 for minor in credit.values()) and not _went_back_twice(scene):
        yield f"31: credit is overdrawn: {dict(credit)}"
    for currency, minor in balance.items():
        yield from _balance(scene, currency, minor, credit[currency])


def _balance(scene: Scene, currency: str, minor: int, credit: int) -> Iterator[str]:
    tallies = Tally.objects.filter(account=scene.account, currency=currency)
    booked = tallies.filter(measure="booked").aggregate(total=Sum("minor"))["total"]
    due = tallies.filter(measure="due").aggregate(total=Sum("minor"))["total"] or 0
    if not minor == booked == due - credit:
        yield f"30: {currency}: balance {minor}, booked {booked}, due {due}, credit {credit}"
    for language in ("en", "fr"):
        if parse_money(format_money(abs(minor), currency, language), currency, language) != abs(minor):
            yield f"35: {minor} {currency} is not read as it is written in {language}"


def _went_back_twice(scene: Scene) -> bool:
    rows = Refund.objects.filter(payment__account=scene.account, state="succeeded").values(
        "payment", "payment__amount_minor"
    )
    return any(row["total"] > row["payment__amount_minor"] for row in rows.annotate(total=Sum("amount_minor")))
