"""What the sandbox provider's answers and notices mean, in our words."""

from datetime import date
from typing import Any

from bursar.payments.gateways.base import DeclineReason, KeptMethod, NoticeRead, Outcome, OutcomeState, TakenBack
from bursar.payments.gateways.sandbox import models

STATES = {
    "open": OutcomeState.PENDING,
    "processing": OutcomeState.UNKNOWN,
    "approved": OutcomeState.SUCCEEDED,
    "declined": OutcomeState.DECLINED,
    "cancelled": OutcomeState.CANCELLED,
}
_REASONS = {
    "not_sufficient_funds": DeclineReason.INSUFFICIENT_FUNDS,
    "expired_card": DeclineReason.CARD_EXPIRED,
    "do_not_honor": DeclineReason.CARD_REFUSED,
    "fraud_suspected": DeclineReason.SUSPECTED_FRAUD,
    "bad_cvc": DeclineReason.WRONG_SECURITY_CODE,
    "limit_exceeded": DeclineReason.LIMIT_EXCEEDED,
}


def of_charge(charge: models.Charge) -> Outcome:
    """How a charge or an added card stands."""
    state = STATES[charge.status]
    kept = None
    if charge.purpose == "setup" and charge.card and state is OutcomeState.SUCCEEDED:
        card = charge.card
        kept = KeptMethod(card.reference, card.brand, card.last_digits, card.expires_on)
    return Outcome(state, charge.reference, _reason(state, charge.decline_code), kept)


def of_refund(back: models.TakenBack) -> Outcome:
    """How a refund stands."""
    state = STATES[back.status]
    return Outcome(state, back.reference, _reason(state, ""))


def of_notice(told: dict[str, Any]) -> NoticeRead:
    """A notice whose signature held. Raises KeyError, ValueError, TypeError or AttributeError for an unreadable one."""
    state, card, back = STATES[told["status"]], told["card"], told.get("taken_back")
    kept = card and KeptMethod(card["reference"], card["brand"], card["last4"], date.fromisoformat(card["expires"]))
    outcome = Outcome(state, str(told["charge"]), _reason(state, told["code"]), kept or None)
    notice_id, key = str(told["id"]), str(told["merchant_key"])
    if not back:
        return NoticeRead(notice_id, key, outcome)
    state = STATES[back["status"]]
    if back["merchant_key"]:
        refund = Outcome(state, str(back["reference"]), _reason(state, ""))
        return NoticeRead(notice_id, str(back["merchant_key"]), refund)
    taken = TakenBack(
        str(back["reference"]), int(back["amount"]), str(told["currency"]), state, True, str(back["reason"])
    )
    return NoticeRead(notice_id, key, outcome, taken)


def _reason(state: OutcomeState, code: str) -> str:
    return _REASONS.get(code, DeclineReason.OTHER).value if state is OutcomeState.DECLINED else ""
