"""States and reasons in the reader's words."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bursar.payments.gateways.base import DeclineReason
from bursar.payments.gateways.registry import gateway
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


class Origin(NamedTuple):
    """Where a payment came from: whose it is, and what is to be said beside that."""

    who: str
    how: str


def origin(payment: Payment) -> Origin:
    """Whoever ordered it; that it was ordered by itself, and on whose word; who transferred it or paid elsewhere."""
    if payment.ordered_by is None:
        how = payment.incoming.method or _("Bank transfer")
        return Origin(payment.incoming.payer, how) if payment.incoming.payer else Origin(how, "")
    if payment.mandate_id is None:
        return Origin(payment.ordered_by.name, "")
    return Origin(_("Automatic payment"), _("Authorised by %(person)s") % {"person": payment.ordered_by.name})


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


def waiting_text(payment: Payment) -> str:
    """What a payment without an answer waits for, and that nobody has to stay for it; nothing of any other."""
    if payment.state != Payment.State.UNKNOWN:
        return ""
    if payment.method is not None and payment.method.is_debit:
        return _(
            "The direct debit is on its way. The bank answers after 7 to 8 working days, 14 at most. You need not "
            "stay: we go on asking, and the receipt comes by e-mail. Do not pay again meanwhile."
        )
    text = _(
        "The payment provider has not told us yet whether it went through. You need not stay: we go on asking, and the "
        "receipt comes by e-mail. Do not pay again meanwhile."
    )
    if payment.method is None and gateway(payment.gateway).takes_debits:
        return f"{text} " + _("A direct debit takes 7 to 8 working days, 14 at most.")
    return text


def decline_text(reason: str) -> str:
    """Why a payment was declined, and what to do, as a sentence."""
    return _reasons().get(DeclineReason(reason), _("The provider declined it and gave no reason.")) if reason else ""


def _reasons() -> dict[DeclineReason, str]:
    return {
        DeclineReason.INSUFFICIENT_FUNDS: _("There was not enough money on the account it was to be paid from."),
        DeclineReason.CARD_EXPIRED: _("The card has expired. Use another one."),
        DeclineReason.CARD_REFUSED: _(
            "The bank refuses this card and gives no reason. Ask the bank, or use another card."
        ),
        DeclineReason.SUSPECTED_FRAUD: _(
            "The provider took this payment for a fraud. Use another card, or ask your bank."
        ),
        DeclineReason.WRONG_SECURITY_CODE: _("The security code was wrong. Try again with the code on the card."),
        DeclineReason.LIMIT_EXCEEDED: _("The amount is above the card’s limit. Pay a part of it, or use another card."),
        DeclineReason.PAYER_MUST_CONFIRM: _(
            "The bank wants its card’s owner to confirm this payment. Try again and type the card at the payment "
            "provider’s page: the bank asks there."
        ),
        DeclineReason.WRONG_DETAILS: _(
            "The number, the expiry date, the name or the address was wrong. Try again, or add the method anew."
        ),
        DeclineReason.NOT_SUPPORTED: _(
            "This cannot be paid in this way: the bank or the provider does not allow this currency, amount or kind of "
            "card. Use another one."
        ),
        DeclineReason.TRY_AGAIN: _("The bank could not answer just now. Nothing was charged; try again later."),
        DeclineReason.ACCOUNT_CLOSED: _("The bank account is closed or blocked. Use another one."),
        DeclineReason.MANDATE_ENDED: _(
            "The bank does not accept the direct debit mandate, or it was withdrawn. Add the account anew, or pay "
            "otherwise."
        ),
        DeclineReason.DEBIT_RETURNED: _(
            "The bank returned the direct debit and gives no reason. Ask the bank, or pay otherwise."
        ),
    }
