"""What tests of automatic payment share."""

from datetime import timedelta

from bursar.core import clock
from bursar.mail.models import OutboxMail
from bursar.payments import commands
from bursar.payments.autopay import pay_by_mandates
from bursar.payments.models import Mandate, PaymentMethod
from tests.payments.paying import kept_card
from tests.personas import World

DAY = timedelta(days=1)


def authorise(
    world: World, card: PaymentMethod | None = None, persona: str = "full", limit: int = 50000, notice_days: int = 3
) -> Mandate:
    """A persona authorises automatic payment."""
    return commands.set_autopay(
        world.actor(persona), account=world.account, method_uid=(card or kept_card(world)).uid, currency="EUR",
        limit_minor=limit, notice_days=notice_days,
    )  # fmt: skip


def after(delay: timedelta) -> int:
    """A round of the worker, so much later."""
    with clock.at(clock.now() + delay):
        return pay_by_mandates()


def told(kind: str) -> int:
    """How many mails of a kind were written."""
    return OutboxMail.objects.filter(kind=f"payments.{kind}").count()
