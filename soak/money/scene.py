"""Where money is played with: an account, somebody who may pay and somebody who may not, cards, notices in hand."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings

from bursar.access.actor import Actor
from bursar.access.permissions import Level
from bursar.accounts.models import Account
from bursar.accounts.steps import operator_named
from bursar.core import clock
from bursar.invoices.models import Document
from bursar.payments import flow
from bursar.payments.gateways.sandbox import cards, provider
from bursar.payments.gateways.sandbox.notices import SIGNATURE, send_due_notices, sign
from bursar.payments.models import MethodSetup, Payment, PaymentMethod
from soak.people import billing_admin, founded

CURRENCIES = ("EUR", "EUR", "EUR", "JPY", "TND")  # of two, no and three decimals
KEPT = (cards.APPROVE, "not_sufficient_funds", cards.TIME_OUT, cards.TIME_OUT_THEN_DECLINE)


@dataclass
class Scene:
    """What an episode plays with. `hand` holds notices that the provider has sent and nobody has delivered yet, `told`
    all that it ever sent; `used` the bodies that went with each key."""

    chance: random.Random
    account: Account
    payer: Actor
    viewer: Actor
    operator: Actor
    cards: list[PaymentMethod]
    now: datetime
    hand: list[bytes] = field(default_factory=list)
    told: list[bytes] = field(default_factory=list)
    used: dict[str, tuple[dict[str, int], str, int]] = field(default_factory=dict)
    seen: list[tuple[object, ...]] = field(default_factory=list)  # entries as they were after the last operation
    numbers: int = 0

    def number(self) -> str:
        """The next number of a document."""
        self.numbers += 1
        return f"{self.account.number}-{self.numbers}"

    def invoices(self, currency: str) -> list[Document]:
        """The invoices of a currency, oldest first."""
        return list(Document.objects.filter(account=self.account, kind="invoice", currency=currency).order_by("pk"))

    def payments(self, *states: str) -> list[Payment]:
        """The payments in these states, oldest first."""
        rows = Payment.objects.filter(account=self.account, state__in=states).select_related("account", "method")
        return list(rows.order_by("pk"))

    def collect(self) -> None:
        """Take what the provider posts now into the hand."""

        def post(_path: str, body: bytes, _headers: dict[str, str]) -> int:
            self.hand.append(body)
            self.told.append(body)
            return 200

        send_due_notices(post, limit=200)

    def deliver(self, body: bytes, *, age: int = 0, secret: str = "") -> None:
        """Deliver a notice, signed now (or so many seconds ago, or by somebody else)."""
        stamp = int(clock.now().timestamp()) - age
        flow.take_notice("sandbox", body, {SIGNATURE: sign(body, stamp, secret or settings.SANDBOX_SECRET)})


def begun(chance: random.Random) -> Scene:
    """A new account with everything that is needed."""
    account, boss = founded()
    payer = Actor.person(boss.pk, door="billing")
    viewer = Actor.person(billing_admin(account, boss, Level.VIEWER).pk, door="billing")
    kept = [_keep(account, payer, behaviour) for behaviour in KEPT]
    start = clock.now() + timedelta(minutes=1)
    return Scene(chance, account, payer, viewer, operator_named("Olive"), kept, start)


def _keep(account: Account, payer: Actor, behaviour: str) -> PaymentMethod:
    number = next(card.number for card in cards.TEST_CARDS if card.behaviour == behaviour)
    page = flow.begin_method(payer, account=account, return_url=lambda uid: f"/setups/{uid}/")
    provider.submit(page.reference, provider.Typed(number, "11/39", notices="never"))
    setup = flow.check_method_setup(MethodSetup.objects.get(account=account, finished_at=None))
    assert setup.method is not None
    return setup.method
