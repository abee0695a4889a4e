"""Stripe's notices: their signature and age, and what each kind tells us. None of this asks Stripe anything."""

import json
from collections.abc import Callable
from typing import Any

import stripe
from django.conf import settings

from bursar.core import clock
from bursar.payments.gateways.base import BadNoticeError, NoticeRead, Outcome, OutcomeState, TakenBack
from bursar.payments.gateways.stripe import telling
from bursar.payments.gateways.stripe.amounts import from_stripe

SIGNATURE = "Stripe-Signature"
TOLERANCE_SECONDS = 300
# An inquiry (`warning_…`) moves no money; a dispute takes it when it is opened and brings it back when it is won.
_DISPUTES = {
    "needs_response": OutcomeState.SUCCEEDED,
    "under_review": OutcomeState.SUCCEEDED,
    "lost": OutcomeState.SUCCEEDED,
    "won": OutcomeState.CANCELLED,
}
Reader = Callable[[Any], tuple[str, Outcome, TakenBack | None]]


def read(body: bytes, header: str) -> NoticeRead:
    """A signed notice in our words. Raises BadNoticeError."""
    _check_signature(body, header)
    try:
        event = stripe.Event.construct_from(json.loads(body), "")
        reader = _READERS.get(event.type) or _READERS.get(event.type.rpartition(".")[0] + ".")
        key, outcome, taken_back = reader(event.data.object) if reader else _nothing(None)
        return NoticeRead(str(event.id), key, outcome, taken_back)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadNoticeError("unreadable") from error


def _check_signature(body: bytes, header: str) -> None:
    try:
        stripe.WebhookSignature.verify_header(body, header, settings.STRIPE_NOTICE_SECRET)
        # One time and no more: the SDK goes by the first, so that a fresh one behind it would make an old notice young.
        parts = (part.partition("=") for part in header.split(","))
        (stamp,) = (int(value) for name, _is, value in parts if name.strip() == "t")
    except (stripe.SignatureVerificationError, ValueError, KeyError, OverflowError, TypeError) as error:
        raise BadNoticeError("bad signature") from error
    if abs(clock.now().timestamp() - stamp) > TOLERANCE_SECONDS:
        raise BadNoticeError("too old")


def _intent(intent: stripe.PaymentIntent) -> tuple[str, Outcome, TakenBack | None]:
    return telling.key_in(intent), telling.of_intent(intent), None


def _session(session: stripe.checkout.Session) -> tuple[str, Outcome, TakenBack | None]:
    key = telling.key_in(session)
    if session.mode != "setup":
        return key, telling.of_session(session), None
    # Which method was added a notice does not tell: we are told that it was, and ask.
    is_done = session.status == "complete"
    return key, Outcome(OutcomeState.SUCCEEDED) if is_done else telling.of_setup(session), None


def _setup_done(intent: stripe.SetupIntent) -> tuple[str, Outcome, TakenBack | None]:
    return telling.key_in(intent), Outcome(OutcomeState.SUCCEEDED), None


def _charge(charge: stripe.Charge) -> tuple[str, Outcome, TakenBack | None]:
    # A charge has the metadata of its PaymentIntent. What was paid back of it is told by the refund's own notices.
    state = OutcomeState.SUCCEEDED if charge.paid and charge.captured else OutcomeState.PENDING
    return telling.key_in(charge), Outcome(state, _name(charge.payment_intent)), None


def _refund(refund: stripe.Refund) -> tuple[str, Outcome, TakenBack | None]:
    outcome, key = telling.of_refund(refund), telling.key_in(refund)
    if key:
        return key, outcome, None
    amount = from_stripe(refund.amount, refund.currency)
    back = TakenBack(
        refund.id, amount, refund.currency.upper(), outcome.state, False, getattr(refund, "reason", None) or ""
    )
    return "", Outcome(OutcomeState.SUCCEEDED, _name(refund.payment_intent)), back


def _dispute(dispute: stripe.Dispute) -> tuple[str, Outcome, TakenBack | None]:
    state = _DISPUTES.get(dispute.status, OutcomeState.UNKNOWN)
    amount = from_stripe(dispute.amount, dispute.currency)
    back = TakenBack(dispute.id, amount, dispute.currency.upper(), state, True, getattr(dispute, "reason", None) or "")
    return "", Outcome(OutcomeState.SUCCEEDED, _name(dispute.payment_intent)), back


def _nothing(_object: Any) -> tuple[str, Outcome, TakenBack | None]:
    return "", Outcome(OutcomeState.PENDING), None


def _name(intent: Any) -> str:
    return intent if isinstance(intent, str) else intent.id if intent else ""


_READERS: dict[str, Reader] = {
    "payment_intent.": _intent,
    "checkout.session.": _session,
    "setup_intent.succeeded": _setup_done,
    "charge.succeeded": _charge,
    "charge.refunded": _charge,
    "refund.": _refund,
    "charge.refund.updated": _refund,
    "charge.dispute.": _dispute,
}
