"""Automatic payment, killed while the worker orders, calls, settles, follows up; the provider's books judge."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bursar.access.actor import Actor
from bursar.audit.models import Entry
from bursar.core import clock
from bursar.invoices.models import LedgerEntry
from bursar.payments import commands
from bursar.payments.autopay import pay_by_mandates
from bursar.payments.gateways.sandbox.models import Charge
from bursar.payments.models import Mandate, Payment, PaymentMethod, PlannedPayment
from soak.kills.operation import Operation, Say
from soak.kills.setting import AMOUNT, bills, keep_card
from soak.people import founded


def _mandated(rounds: int) -> dict[str, Any]:
    account, person = founded()
    keep_card(account, person)
    mandate = commands.set_autopay(
        Actor.person(person.pk, door="billing"), account=account, currency="EUR", limit_minor=AMOUNT, notice_days=3,
        method_uid=PaymentMethod.objects.get(account=account).uid,
    )  # fmt: skip
    return {"mandate": mandate, "bills": bills(account, rounds + 1)}


def _announced(setting: dict[str, Any], number: int) -> dict[str, Any]:
    """A bill whose notice is over."""
    Mandate.objects.filter(pk=setting["mandate"].pk).update(look_at=clock.now() + timedelta(days=300))
    bill = setting["bills"][number]
    plan = PlannedPayment.objects.create(
        mandate=setting["mandate"], invoice=bill, amount_minor=AMOUNT, charge_at=clock.now()
    )
    return {"bill": bill, "plan": plan}


def _pay(each: dict[str, Any], say: Say) -> None:
    pay_by_mandates()
    say(f"paid {int(PlannedPayment.objects.get(pk=each['plan'].pk).state == 'paid')}")


def _payments(each: dict[str, Any]) -> list[Payment]:
    return list(Payment.objects.filter(allocations__invoice=each["bill"]).order_by("pk"))


def _written(each: dict[str, Any]) -> str:
    state = PlannedPayment.objects.get(pk=each["plan"].pk).state
    return "all" if state == "paid" else "part" if _payments(each) else "nothing"


def _once(each: dict[str, Any], said: Sequence[str]) -> list[str]:
    payments = _payments(each)
    keys = [f"payment-{payment.uid}" for payment in payments]
    charged = list(
        Charge.objects.filter(merchant_key__in=keys, status="approved").values_list("amount_minor", flat=True)
    )
    posted = list(
        LedgerEntry.objects.filter(invoice=each["bill"], kind="payment").values_list("amount_minor", flat=True)
    )
    ended = sorted(payment.state for payment in payments if payment.state != "cancelled")
    about = [payment.pk for payment in payments]
    entries = Entry.objects.filter(on_type="payment", on_id__in=about, kind="payments.payment.succeeded").count()
    right = (charged, posted, ended, entries, _written(each)) == ([AMOUNT], [-AMOUNT], ["succeeded"], 1, "all")
    return [] if right else [f"charged {charged} posted {posted} {ended} entries {entries}, said {said}"]


OPERATIONS = [
    Operation(
        "autopay", _mandated, _announced, lambda each: each, _pay, _written,
        lambda each: _pay(each, lambda _word: None), _once,
    ),
]  # fmt: skip
