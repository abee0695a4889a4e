"""Operations of the vendor, of the payer's bank and of time: documents, refunds, disputes, notices, the worker."""

import json
from datetime import timedelta
from secrets import token_hex
from typing import Any

from bursar.core import clock
from bursar.core.errors import Refused
from bursar.invoices.commands import adjust as adjusted
from bursar.invoices.models import Standing
from bursar.payments import commands, flow, refunding
from bursar.payments.gateways.base import BadNoticeError
from bursar.payments.gateways.sandbox import backs
from bursar.payments.gateways.sandbox.models import TakenBack
from soak.money.documents import publish
from soak.money.scene import CURRENCIES, Scene


def invoice(scene: Scene) -> str:
    """A new one."""
    gross = scene.chance.choice((0, 1, 99, scene.chance.randint(2, 500), scene.chance.randint(500, 500_000)))
    publish(scene.account, scene.number(), gross, scene.chance.choice(CURRENCIES))
    return "invoice"


def credit_note(scene: Scene) -> str:
    """On an invoice, as far as others have left something of it; or on none."""
    currency = scene.chance.choice(CURRENCIES)
    rows = Standing.objects.filter(account=scene.account, kind="invoice", currency=currency).select_related("document")
    able = [row for row in rows.order_by("pk") if row.gross_minor > row.credited_minor]
    if not able or scene.chance.random() < 0.1:
        publish(scene.account, scene.number(), scene.chance.randint(1, 2_000), currency, is_note=True)
        return "credit note on no invoice"
    row = scene.chance.choice(able[-8:])
    most = row.gross_minor - row.credited_minor
    gross = scene.chance.choice((most, scene.chance.randint(1, most)))
    publish(scene.account, scene.number(), gross, currency, credits=row.document, is_note=True)
    return "credit note"


def refund(scene: Scene) -> str:
    """The operator pays back: some, all, too much, the same again; some calls are cut off."""
    paid = scene.payments("succeeded", "succeeded", "declined")
    if not paid:
        return "nothing to pay back"
    payment = scene.chance.choice(paid[-12:])
    most = max(payment.amount_minor, 1)
    amount = scene.chance.choice((payment.amount_minor, scene.chance.randint(1, most), most + 1, 0))
    key = scene.chance.choice((token_hex(8), "again"))
    asked: dict[str, Any] = {
        "account": scene.account,
        "payment": payment,
        "amount_minor": amount,
        "reason": "soak",
        "key": key,
    }
    try:
        if scene.chance.random() < 0.1:
            commands.intend_refund(scene.operator, **asked)
            return "refund cut off"
        return f"refund {refunding.order_refund(scene.operator, **asked).state}"
    except Refused as refusal:
        return refusal.code


def dispute(scene: Scene) -> str:
    """The payer's bank takes money back, or decides for the merchant."""
    open_ones = TakenBack.objects.filter(merchant_key=None, status="approved", charge__merchant_key__in=_keys(scene))
    if open_ones and scene.chance.random() < 0.5:
        backs.win(scene.chance.choice(list(open_ones.order_by("pk"))).reference)
        return "dispute won"
    paid = [payment for payment in scene.payments("succeeded") if payment.gateway == "sandbox"]
    if not paid:
        return "nothing to dispute"
    payment = scene.chance.choice(paid[-12:])
    gone = sum(TakenBack.objects.filter(charge__reference=payment.provider_reference, status="approved")
               .values_list("amount_minor", flat=True))  # fmt: skip
    left = payment.amount_minor - gone
    if left <= 0:
        return "nothing left to dispute"
    backs.dispute(payment.provider_reference, scene.chance.choice((left, scene.chance.randint(1, left))))
    return "dispute"


def adjust(scene: Scene) -> str:
    """The operator writes off, adds, gives credit."""
    rows = list(Standing.objects.filter(account=scene.account, kind="invoice").order_by("pk"))
    row = scene.chance.choice(rows[-8:]) if rows and scene.chance.random() < 0.7 else None
    currency = row.currency if row else scene.chance.choice(CURRENCIES)
    amount = scene.chance.choice((-1, 1)) * scene.chance.randint(1, max(1, row.outstanding_minor) if row else 500)
    try:
        adjusted(
            scene.operator, account=scene.account, invoice_number=row.number if row else "", currency=currency,
            amount_minor=amount, reason="soak", key=scene.chance.choice((token_hex(8), "again")),
        )  # fmt: skip
    except Refused as refusal:
        return refusal.code
    return "adjusted"


def notice(scene: Scene) -> str:
    """A notice comes: whichever, perhaps not for the last time; or is lost; or is none."""
    scene.collect()
    dice = scene.chance.random()
    if dice < 0.1 and scene.told:
        return _forged(scene)
    if dice < 0.2 and scene.told:
        scene.deliver(scene.chance.choice(scene.told))
        return "an old notice again"
    if not scene.hand:
        return "no notice"
    body = scene.hand.pop(scene.chance.randrange(len(scene.hand)))
    if dice < 0.3:
        return "notice lost"
    scene.deliver(body)
    if dice < 0.45:
        scene.deliver(body)
    return "notice"


def worker(scene: Scene) -> str:
    """Time passes, and the worker asks about what has no answer."""
    scene.now += timedelta(seconds=scene.chance.choice((1, 20, 90, 700, 4000)))
    with clock.at(scene.now):
        return f"worker {min(flow.resolve_unknown(limit=50), 3)}"


def _forged(scene: Scene) -> str:
    body = scene.chance.choice(scene.told)
    claims = json.dumps(json.loads(body) | {"id": token_hex(6), "status": "approved"}).encode()
    tried: Any = scene.chance.choice(({"secret": "somebody else's"}, {"age": 301}, {"age": -302}))
    try:
        scene.deliver(claims, **tried)
    except BadNoticeError:
        return "forged notice refused"
    raise AssertionError("a forged notice was taken")


def _keys(scene: Scene) -> list[str]:
    return [f"payment-{payment.uid}" for payment in scene.payments("succeeded")]
