"""Operations of automatic payment: authorised, changed, paused, removed; days pass, with a worker cut off or not."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from bursar.access.actor import Actor
from bursar.core import clock
from bursar.core.errors import Refused
from bursar.payments import autopay, commands
from bursar.payments.gateways.sandbox.models import Charge
from bursar.payments.models import Mandate, Payment, PlannedPayment
from soak.money.scene import CURRENCIES, Scene

JOB = Actor.job("autopay")


def mandate(scene: Scene) -> str:
    """Somebody who may authorises it, on these terms or others; pauses it; takes it up again; removes it."""
    dice, holds = scene.chance.random(), Mandate.objects.filter(account=scene.account, ended_at=None).exists()
    if holds and dice > 0.4:
        return "autopay left as it is"
    if dice < 0.12:
        commands.stop_autopay(scene.payer, account=scene.account, is_removed=dice < 0.04)
        return "autopay stopped"
    try:
        if dice < 0.25:
            commands.confirm_autopay(scene.payer, account=scene.account)
            return "autopay confirmed"
        commands.set_autopay(
            scene.payer, account=scene.account, method_uid=scene.chance.choice(scene.cards).uid,
            currency=scene.chance.choice(CURRENCIES), limit_minor=scene.chance.choice((500, 50_000, 10**9)),
            notice_days=scene.chance.choice((3, 3, 30)),
        )  # fmt: skip
    except Refused as refusal:
        return refusal.code
    return "autopay set"


def days(scene: Scene) -> str:
    """Days pass, and the worker looks after the mandate; now and then it is killed between ordering and calling."""
    before, is_cut_off = _ordered(scene), scene.chance.random() < 0.3
    scene.now += timedelta(days=scene.chance.choice((1, 4, 9, 33)))
    with clock.at(scene.now):
        if is_cut_off:
            due = PlannedPayment.objects.filter(mandate__account=scene.account, state="announced")
            for plan in due.filter(charge_at__lte=scene.now).order_by("pk"):
                commands.order_planned(JOB, account=scene.account, planned_id=plan.pk)
        else:
            autopay.pay_by_mandates()
    said = "the worker was cut off" if is_cut_off else "the worker came"
    return f"{said}, ordered {min(_ordered(scene) - before, 3)}"


def automatic(scene: Scene) -> Iterator[str]:
    """32, 34: each invoice is charged by itself once at most, never more than was announced, nor above the limit, and
    only while the mandate held."""
    rows = list(Payment.objects.filter(account=scene.account, mandate__isnull=False).select_related("mandate"))
    if not rows:
        return
    plans = {plan.pk: plan for plan in PlannedPayment.objects.filter(mandate__account=scene.account)}
    keys = {f"payment-{row.uid}": _plan_of(row) for row in rows}
    charges = Charge.objects.filter(merchant_key__in=keys, status="approved").values_list("merchant_key", flat=True)
    times = Counter(keys[key] for key in charges)
    yield from (f"32: plan {plan} was charged {count} times" for plan, count in times.items() if count > 1)
    for row in rows:
        yield from _held(row, row.mandate, plans[_plan_of(row)])


def _held(row: Payment, mandate: Mandate | None, plan: PlannedPayment) -> Iterator[str]:
    if mandate is None or row.amount_minor > min(plan.amount_minor, mandate.limit_minor):
        yield f"34: {row} takes {row.amount_minor}, {plan.amount_minor} was announced"
    elif not mandate.authorised_at <= row.ordered_at <= (mandate.ended_at or row.ordered_at):
        yield f"34: {row} was ordered when its mandate did not hold"


def _ordered(scene: Scene) -> int:
    return Payment.objects.filter(account=scene.account, mandate__isnull=False).count()


def _plan_of(row: Payment) -> int:
    return int(row.idempotency_key.split("-")[1])
