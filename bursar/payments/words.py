"""States and reasons in the reader's words."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bursar.payments.gateways.base import DeclineReason
from bursar.payments.models import Payment, Refund


def state_text(state: str) -> str:
    """A payment's state in one or two words."""
    return {
        Payment.State.PENDING: _("Not finished"),
        Payment.State.UNKNOWN: _("Waiting for an answer"),
        Payment.State.SUCCEEDED: pgettext("payment", "Paid"),
        Payment.State.DECLINED: pgettext("payment", "Declined"),
        Payment.State.CANCELLED: pgettext("payment", "Cancelled"),
    }[Payment.State(state)]


def state_tone(state: str) -> str:
    """The tone of its badge."""
    tones = {Payment.State.PENDING: "info", Payment.State.UNKNOWN: "warn", Payment.State.SUCCEEDED: "good"}
    return {**tones, Payment.State.DECLINED: "bad"}.get(Payment.State(state), "neutral")


def refund_words(refund: Refund) -> tuple[str, str]:
    """How a refund or a dispute stands, and the tone of its badge."""
    if refund.is_dispute:
        is_gone = refund.state == Refund.State.SUCCEEDED
        return (_("Disputed"), "bad") if is_gone else (_("Came back"), "good")
    return {
        Refund.State.PENDING: (_("Under way"), "info"),
        Refund.State.UNKNOWN: (_("Waiting for an answer"), "warn"),
        Refund.State.SUCCEEDED: (_("Refunded"), "good"),
        Refund.State.DECLINED: (_("Failed"), "bad"),
        Refund.State.CANCELLED: (pgettext("payment", "Cancelled"), "neutral"),
    }[Refund.State(refund.state)]


def decline_text(reason: str) -> str:
    """Why a payment was declined, and what to do, as a sentence."""
    known = {
        DeclineReason.INSUFFICIENT_FUNDS: _("There was not enough money on the account behind the card."),
        DeclineReason.CARD_EXPIRED: _("The card has expired. Use another one."),
        DeclineReason.CARD_REFUSED: _(
            "The bank refuses this card and gives no reason. Ask the bank, or use another card."
        ),
        DeclineReason.SUSPECTED_FRAUD: _(
            "The provider took this payment for a fraud. Use another card, or ask your bank."
        ),
        DeclineReason.WRONG_SECURITY_CODE: _("The security code was wrong. Try again with the code on the card."),
        DeclineReason.LIMIT_EXCEEDED: _("The amount is above the card’s limit. Pay a part of it, or use another card."),
    }
    return known.get(DeclineReason(reason), _("The provider declined it and gave no reason.")) if reason else ""
