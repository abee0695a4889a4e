"""The sandbox provider itself: its books of charges and kept cards. It knows its merchant by keys only."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bursar.audit.again import transacted
from bursar.core import clock
from bursar.payments.gateways.sandbox import cards
from bursar.payments.gateways.sandbox.models import Card, Charge, OutgoingNotice

NO_ANSWER = timedelta(seconds=20)  # how long a card that times out leaves everybody waiting
LATE = timedelta(seconds=20)
SESSION = timedelta(minutes=60)  # a hosted page that nobody finishes is closed after this time


class NoAnswerError(Exception):
    """The provider took the request and did not answer in time."""


@dataclass(frozen=True)
class Typed:
    """What the payer typed and chose on the hosted page."""

    number: str
    expiry: str
    notices: str = "now"  # now, before, twice, late or never


@transacted
def open_session(key: str, purpose: str, return_url: str, *, text: str, amount: int = 0, currency: str = "") -> Charge:
    """A session of the hosted page; the same one for the same key."""
    fields = {
        "purpose": purpose,
        "amount_minor": amount,
        "currency": currency,
        "description": text[:200],
        "return_url": return_url,
    }
    return Charge.objects.get_or_create(merchant_key=key, defaults=fields)[0]


def session(reference: str) -> Charge | None:
    """The session that a hosted page is about, as it stands now; looking at it writes nothing."""
    return _passed(Charge.objects.filter(reference=reference).first())


def find(key: str) -> Charge | None:
    """The charge under a merchant's key, as it stands now."""
    return _as_of_now(Charge.objects.filter(merchant_key=key).select_related("card").first())


def charge_card(key: str, card_reference: str, *, amount: int, currency: str, text: str) -> Charge:
    """Charge a kept card; the same charge for the same key. Raises NoAnswerError when the card times out."""
    now = _as_of_now(_charge(key, card_reference, {"amount_minor": amount, "currency": currency, "description": text}))
    if now is None or now.status == "processing":
        raise NoAnswerError
    return now


@transacted
def _charge(key: str, card_reference: str, order: dict[str, Any]) -> Charge:
    card = Card.objects.filter(reference=card_reference).first()
    fields = {**order, "purpose": "payment", "description": order["description"][:200], "card": card}
    charge, is_new = Charge.objects.get_or_create(merchant_key=key, defaults=fields)
    if is_new:
        _decide(charge, "do_not_honor" if card is None or card.is_detached else card.behaviour)
        _plan_notices(charge, "now")
    return charge


@transacted
def submit(reference: str, typed: Typed) -> Charge:
    """The payer sends the hosted page. Raises CardRefusedError for what is no test card; a second time changes
    nothing."""
    known, good_until = cards.card_numbered(typed.number), cards.last_day_of(typed.expiry)
    charge = Charge.objects.select_for_update().get(reference=reference)
    if _as_of_now(charge) is None or charge.status != "open":
        return charge
    charge.card = Card.objects.create(
        brand=known.brand, last_digits=known.last_digits, expires_on=good_until, behaviour=known.behaviour,
        is_detached=charge.purpose == "payment",
    )  # fmt: skip
    is_kept = charge.purpose == "setup"
    _decide(charge, "expired_card" if good_until < clock.today() else cards.APPROVE if is_kept else known.behaviour)
    _plan_notices(charge, typed.notices)
    return charge


@transacted
def close_session(reference: str, notices: str = "now") -> Charge:
    """The payer turns back on the hosted page."""
    charge = Charge.objects.select_for_update().get(reference=reference)
    if charge.status == "open":
        charge.status = "cancelled"
        charge.save(update_fields=["status"])
        _plan_notices(charge, notices)
    return charge


def void(key: str) -> Charge:
    """The merchant wants nothing charged under this key any more, even by a request still under way."""
    charge = Charge.objects.get_or_create(merchant_key=key, defaults={"purpose": "payment", "status": "cancelled"})[0]
    Charge.objects.filter(pk=charge.pk, status="open").update(status="cancelled")
    return find(key) or charge


def forget_card(card_reference: str) -> None:
    """The merchant removes a kept card."""
    Card.objects.filter(reference=card_reference).update(is_detached=True)


def has_sent_notices(reference: str) -> bool:
    """Whether nothing waits to be sent about a charge."""
    return not OutgoingNotice.objects.filter(charge__reference=reference, sent_at__isnull=True).exists()


def _decide(charge: Charge, behaviour: str) -> None:
    charge.decline_code = ""
    if behaviour in (cards.TIME_OUT, cards.TIME_OUT_THEN_DECLINE):
        charge.status = "processing"
        charge.answers_at = clock.now() + NO_ANSWER
        charge.decline_code = "do_not_honor" if behaviour == cards.TIME_OUT_THEN_DECLINE else ""
    elif behaviour == cards.APPROVE:
        charge.status = "approved"
    else:
        charge.status, charge.decline_code = "declined", behaviour
    charge.save()


def _plan_notices(charge: Charge, when: str) -> None:
    due = charge.answers_at if charge.status == "processing" and charge.answers_at else clock.now()
    if when == "never":
        return
    first = OutgoingNotice.objects.create(charge=charge, due_at=due + LATE if when == "late" else due)
    if when == "twice":
        OutgoingNotice.objects.create(charge=charge, notice_id=first.notice_id, due_at=first.due_at)


def _as_of_now(charge: Charge | None) -> Charge | None:
    """Let time pass in the books."""
    before = charge.status if charge else ""
    now = _passed(charge)
    if now is not None and now.status != before:
        Charge.objects.filter(pk=now.pk, status=before).update(status=now.status)
    return now


def _passed(charge: Charge | None) -> Charge | None:
    """The charge as time has made it: an answer that has come in meanwhile, a session that nobody finished."""
    if charge is None:
        return None
    if charge.status == "processing" and charge.answers_at and charge.answers_at <= clock.now():
        charge.status = "declined" if charge.decline_code else "approved"
    elif charge.status == "open" and charge.created_at + SESSION <= clock.now():
        charge.status = "cancelled"
    return charge
