"""Operations of those who pay: in full, in part, too much, from credit, twice; cut off; at the provider's page."""

from contextlib import suppress
from secrets import token_hex

from bursar.core.errors import Forbidden, Refused
from bursar.invoices.models import Document
from bursar.invoices.queries import amounts_of
from bursar.payments import commands, flow
from bursar.payments.gateways.base import GatewayUnavailableError
from bursar.payments.gateways.registry import gateway
from bursar.payments.gateways.sandbox import cards, provider
from bursar.payments.gateways.sandbox.models import Charge
from bursar.payments.models import Payment
from bursar.payments.queries import free_credit, reserved
from soak.money.scene import CURRENCIES, Scene

Body = tuple[dict[str, int], str, int]
NOTICES = ("now", "now", "before", "twice", "late", "never")


def pay(scene: Scene) -> str:
    """Order a payment and let the provider be called; some are cut off before the call, or after it."""
    parts, method, credit = _order(scene)
    key = token_hex(8)
    if scene.used and scene.chance.random() < 0.1:
        key = scene.chance.choice(list(scene.used))
        if scene.chance.random() < 0.5:
            parts, method, credit = scene.used[key]
    try:
        payment = _intended(scene, key, (parts, method, credit))
    except Refused as refusal:
        if scene.used.get(key) == (parts, method, credit):
            raise AssertionError(f"the same key and body were refused: {refusal.code}") from refusal
        return refusal.code
    cut = scene.chance.random()
    if cut < 0.06:
        return "cut off before the call"
    if cut < 0.12 and payment.method is not None and payment.state == "pending":
        with suppress(GatewayUnavailableError):
            gateway().charge_method(flow._order(payment, str), payment.method.reference)
        return "cut off after the call"
    return f"pay {flow.carry_out(payment, lambda uid: f'/back/{uid}/').payment.state}"


def _intended(scene: Scene, key: str, body: Body) -> Payment:
    """Invariant 32: one key, one payment, one body."""
    before = Payment.objects.filter(account=scene.account).count()
    parts, method, credit = body
    payment = commands.intend_payment(
        scene.payer, account=scene.account, parts=parts, method_uid=method, key=key, through="billing",
        credit_minor=credit,
    )  # fmt: skip
    if scene.used.setdefault(key, body) != body and payment.amount_minor:  # of all from credit no method matters
        raise AssertionError("one key took two bodies")
    made = Payment.objects.filter(account=scene.account).count() - before
    if made > 1 or (made and Payment.objects.filter(account=scene.account, idempotency_key=key).count() != 1):
        raise AssertionError("one key ordered twice")
    return payment


def pay_without_right(scene: Scene) -> str:
    """Somebody who may only look orders a payment."""
    parts, method, credit = _order(scene)
    try:
        flow.order_payment(
            scene.viewer, account=scene.account, parts=parts, method_uid=method, key=token_hex(8), through="billing",
            return_url=str, credit_minor=credit,
        )  # fmt: skip
    except Forbidden:
        return "forbidden"
    raise AssertionError("somebody paid who may not")


def at_page(scene: Scene) -> str:
    """The payer does something at the provider's page."""
    pending = [payment for payment in scene.payments("pending") if payment.method is None]
    if not pending:
        return "nobody is at the provider"
    payment = scene.chance.choice(pending)
    charge = Charge.objects.filter(merchant_key=f"payment-{payment.uid}", status="open").first()
    if charge is None:
        return f"resumed {flow.carry_out(payment, str).payment.state}"
    when = scene.chance.choice(NOTICES)
    if scene.chance.random() < 0.15:
        provider.close_session(charge.reference, when)
        return "turned back"
    card = scene.chance.choice((cards.TEST_CARDS[0], *cards.TEST_CARDS))
    provider.submit(charge.reference, provider.Typed(card.number, "12/39", when))
    return f"typed {card.behaviour}"


def cancel(scene: Scene) -> str:
    """Somebody who may pay cancels what nobody finished, and what can no longer be."""
    found = scene.payments("pending", "unknown", "succeeded")
    if not found:
        return "nothing to cancel"
    try:
        after = flow.cancel_payment(scene.payer, account=scene.account, payment=scene.chance.choice(found[-6:]))
    except Refused as refusal:
        return refusal.code
    return f"cancel {after.state}"


def _order(scene: Scene) -> Body:
    currency = scene.chance.choice(CURRENCIES)
    invoices = scene.invoices(currency)[-8:]
    amounts = amounts_of(invoice.pk for invoice in invoices)
    under_way = reserved(scene.account)
    free = {i: amounts[i.pk].outstanding - under_way.get(i.pk, 0) for i in invoices}
    some = [invoice for invoice in invoices if free[invoice] > 0] or invoices
    chosen = scene.chance.sample(some, min(len(some), scene.chance.choice((1, 1, 1, 2, 3))))
    parts = {invoice.uid: _amount(scene, free[invoice], invoice) for invoice in chosen}
    there = free_credit(scene.account).get(currency, 0)
    credit = scene.chance.choice((0, 0, there, there, scene.chance.randint(0, max(there, 1)), there + 1))
    method = scene.chance.choice(("", "", *(card.uid for card in (scene.cards[0], scene.cards[0], *scene.cards))))
    return parts, method, min(credit, max(0, sum(parts.values())))


def _amount(scene: Scene, free: int, invoice: Document) -> int:
    """In full mostly; a part, too much, nothing."""
    dice = scene.chance.random()
    if dice < 0.5 and free > 0:
        return free
    return (
        scene.chance.randint(1, max(free, 1)) if dice < 0.93 else scene.chance.choice((0, -1, invoice.gross_minor + 1))
    )
