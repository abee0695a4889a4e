"""Paying back, killed; the provider's books judge."""

from collections.abc import Sequence
from secrets import token_hex
from typing import Any

from bursar.access.actor import Actor
from bursar.accounts.steps import operator_named
from bursar.audit.models import Entry
from bursar.invoices.models import LedgerEntry
from bursar.mail.models import OutboxMail
from bursar.payments import flow, refunding
from bursar.payments.gateways.sandbox.models import TakenBack
from bursar.payments.models import PaymentMethod, Refund
from soak.kills.operation import Operation, Say
from soak.kills.setting import AMOUNT, bills, keep_card
from soak.people import founded

BACK = 5000


def _paid(rounds: int) -> dict[str, Any]:
    account, person = founded()
    keep_card(account, person)
    card = PaymentMethod.objects.get(account=account)
    actor = Actor.person(person.pk, door="billing")
    return {"account": account, "actor": actor, "card": card, "bills": bills(account, rounds + 1)}


def _payment(setting: dict[str, Any], number: int) -> dict[str, Any]:
    ordered = flow.order_payment(
        setting["actor"], account=setting["account"], parts={setting["bills"][number].uid: AMOUNT},
        method_uid=setting["card"].uid, key=token_hex(8), through="billing", return_url=lambda uid: f"/back/{uid}/",
    )  # fmt: skip
    return {**setting, "payment": ordered.payment, "operator": operator_named("Olive")}


def _refund(each: dict[str, Any], say: Say) -> None:
    made = refunding.order_refund(
        each["operator"], account=each["account"], payment=each["payment"], amount_minor=BACK, reason="goodwill",
        key="once",
    )  # fmt: skip
    say(f"refunded {int(made.state == 'succeeded')}")


def _written(each: dict[str, Any]) -> str:
    state = Refund.objects.filter(payment=each["payment"]).values_list("state", flat=True).first()
    return "nothing" if state is None else "all" if state == "succeeded" else "part"


def _once(each: dict[str, Any], said: Sequence[str]) -> list[str]:
    payment = each["payment"]
    went = list(
        TakenBack.objects.filter(charge__merchant_key=f"payment-{payment.uid}").values_list("status", flat=True)
    )
    refunds = list(payment.refunds.all())
    posted = list(
        LedgerEntry.objects.filter(refund_id__in=[r.pk for r in refunds]).values_list("amount_minor", flat=True)
    )
    entries = Entry.objects.filter(on_type="payment", on_id=payment.pk, kind="payments.refund.succeeded").count()
    mails = sum(OutboxMail.objects.filter(kind="payments.refunded", about={"refund": r.pk}).count() for r in refunds)
    right = (went, posted, [r.state for r in refunds]) == (["approved"], [BACK], ["succeeded"])
    is_told = (entries, mails) == (1, 1)
    return [] if right and is_told else [f"went {went} posted {posted} {refunds} {entries} {mails}, said {said}"]


OPERATIONS = [
    Operation(
        "refund", _paid, _payment, lambda each: each, _refund, _written,
        lambda each: _refund(each, lambda _word: None), _once,
    ),
]  # fmt: skip
