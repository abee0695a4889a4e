"""The same for bills and payments; what happens at the provider happens here."""

from bursar.payments.gateways.base import Order
from bursar.payments.gateways.registry import gateway
from bursar.payments.gateways.sandbox import provider
from bursar.payments.gateways.sandbox.models import Charge
from bursar.payments.models import MethodSetup, Payment
from soak.playing.acts_money import words_of
from soak.playing.choices import Args, choice
from soak.playing.scene import NOBODYS, Scene

CARDS = ("4242424242424242", "4242424242424242", "5555555555554444", "4000000000009995", "4000000000000044")
AMOUNTS = (1_000, 5_000, 12_000)


@choice(10)
def take_in(scene: Scene) -> Args:
    """One to three documents whose numbers are soon taken; the number says everything but the amount."""
    scene.person, documents = 0, {}
    for _ in range(scene.dice.randint(1, 3)):
        number, gross = scene.dice.randint(1, 40), scene.dice.choice(AMOUNTS) * (1 + scene.likely(0.1))
        currency, name = ("GBP", "EUR")[number % 3 > 0], f"S{scene.accounts[0]}-{number:03d}"
        common = {"currency": currency, "gross": gross, "due": f"2026-03-{number % 28 + 1:02d}"}
        if number % 5 == 0:
            common |= {"kind": "credit_note", "refers_to": f"S{scene.accounts[0]}-{number - 2:03d}"}
        documents[name] = {"number": name, "kind": "invoice", **common}
    return {"documents": list(documents.values())}


@choice(45)
def intend_payment(scene: Scene) -> Args:
    documents = scene.some(scene.invoices(), 2)
    parts = [(each.pk, scene.dice.choice([each.gross_minor, 500, 1_500, 0])) for each in documents]
    if scene.likely(0.02):
        parts.append((NOBODYS, 100))
    method = scene.method() if scene.likely(0.4) else None
    key = f"k{scene.dice.randint(1, 3)}" if scene.likely(0.1) else f"{scene.dice.getrandbits(64):x}"
    return {"parts": parts, "method": None if method == NOBODYS else method, "key": key}


@choice(45)
def settle_payment(scene: Scene) -> Args | None:
    """Something happens at the provider, perhaps, and what it answers then is written down."""
    payment = scene.payment()
    if payment is None:
        return None
    scene.person = 0
    key, provided = f"payment-{payment.uid}", gateway("sandbox")
    if scene.likely(0.7):
        _pay_or_not(scene, payment, key)
    elif scene.likely(0.3):
        provided.cancel(key)
    said = provided.look_up(key)
    return {"payment": payment.pk, "outcome": words_of(said)} if said else None


@choice(6)
def ask_to_cancel_payment(scene: Scene) -> Args | None:
    payment = scene.payment()
    return {"payment": payment.pk} if payment else None


@choice(8)
def settle_method_setup(scene: Scene) -> Args | None:
    setup = scene.setup()
    if setup is None:
        return None
    scene.person = 0
    key = f"setup-{setup.uid}"
    _fill_in(scene, setup, key)
    said = gateway("sandbox").look_up(key)
    return {"setup": setup.pk, "outcome": words_of(said)} if said else None


def _pay_or_not(scene: Scene, payment: Payment, key: str) -> None:
    order = Order(key, payment.amount_minor, payment.currency, "soak")
    gateway("sandbox").start_checkout(order)
    charge = Charge.objects.get(merchant_key=key)
    provider.submit(charge.reference, provider.Typed(scene.dice.choice(CARDS), "12/39", "never"))


def _fill_in(scene: Scene, setup: MethodSetup, key: str) -> None:
    gateway("sandbox").start_adding_method(Order(key, 0, "", "soak"))
    charge = Charge.objects.get(merchant_key=key)
    if scene.likely(0.8):
        provider.submit(charge.reference, provider.Typed("4242424242424242", "12/39", "never"))
    else:
        provider.close_session(charge.reference, "never")
