"""What Stripe's objects mean, in our words; the same whether they were asked for or came with a notice."""

from calendar import monthrange
from datetime import date
from typing import Any

import stripe

from bursar.payments.gateways.base import DeclineReason, KeptMethod, MethodKind, Outcome, OutcomeState
from bursar.payments.gateways.stripe.client import KEY, PAGE
from bursar.payments.gateways.stripe.reasons import reason_of

_BRANDS = {"amex": "American Express", "cartes_bancaires": "Cartes Bancaires", "diners": "Diners Club", "jcb": "JCB"}
_REFUNDS = {
    "succeeded": OutcomeState.SUCCEEDED,
    "failed": OutcomeState.DECLINED,
    "canceled": OutcomeState.CANCELLED,
}


def key_in(thing: Any) -> str:
    """Our key in what Stripe keeps for us beside an object; empty when it is none of ours."""
    return _beside(thing).get(KEY, "")


def of_intent(intent: stripe.PaymentIntent) -> Outcome:
    """How a charge stands. At Stripe's page a refused card is no end: the payer may try another."""
    error, is_at_page = intent.last_payment_error, _beside(intent).get(PAGE) == "yes"
    if intent.status == "succeeded":
        return Outcome(OutcomeState.SUCCEEDED, intent.id)
    if intent.status in ("processing", "requires_capture"):
        return Outcome(OutcomeState.UNKNOWN, intent.id)
    if intent.status == "requires_action" and not is_at_page:  # nobody is there to confirm it, and nobody will be
        return Outcome(OutcomeState.DECLINED, intent.id, DeclineReason.PAYER_MUST_CONFIRM.value)
    if error is not None and (not is_at_page or _is_debit(error)):
        return Outcome(OutcomeState.DECLINED, intent.id, _reason(error))
    return Outcome(OutcomeState.CANCELLED if intent.status == "canceled" else OutcomeState.PENDING, intent.id)


def of_session(session: stripe.checkout.Session) -> Outcome:
    """How a page for paying stands; asked for with its PaymentIntent, it tells more."""
    intent = session.payment_intent
    reference = intent if isinstance(intent, str) else intent.id if intent else ""
    if session.payment_status == "paid":
        return Outcome(OutcomeState.SUCCEEDED, reference)
    if isinstance(intent, stripe.PaymentIntent):
        told = of_intent(intent)
        if told.state is not OutcomeState.PENDING:
            return told
    if session.status == "expired":
        return Outcome(OutcomeState.CANCELLED)
    return Outcome(OutcomeState.UNKNOWN if session.status == "complete" else OutcomeState.PENDING, reference)


def of_setup(session: stripe.checkout.Session) -> Outcome:
    """How a page for adding a method stands, asked for with its SetupIntent and that one's method."""
    intent = session.setup_intent
    if session.status == "expired":
        return Outcome(OutcomeState.CANCELLED)
    if not isinstance(intent, stripe.SetupIntent) or intent.status != "succeeded":
        return Outcome(OutcomeState.UNKNOWN if session.status == "complete" else OutcomeState.PENDING)
    method = intent.payment_method
    if not isinstance(method, stripe.PaymentMethod):
        return Outcome(OutcomeState.UNKNOWN, intent.id)
    return Outcome(OutcomeState.SUCCEEDED, intent.id, method=_kept(method))


def of_refund(refund: stripe.Refund) -> Outcome:
    """How a refund stands; `pending` and `requires_action` are under way."""
    state = _REFUNDS.get(refund.status or "", OutcomeState.UNKNOWN)
    return Outcome(state, refund.id, DeclineReason.OTHER.value if state is OutcomeState.DECLINED else "")


def _kept(method: stripe.PaymentMethod) -> KeptMethod:
    # Charging a method takes the customer whom it belongs to as well: our name for it is both.
    customer = method.customer if isinstance(method.customer, str) else method.customer.id if method.customer else ""
    reference = f"{method.id}@{customer}"
    if method.type == "sepa_debit" and method.sepa_debit:
        return KeptMethod(reference, "SEPA", method.sepa_debit.last4 or "", None, MethodKind.SEPA_DEBIT)
    card = method.card
    if card is None:
        return KeptMethod(reference, method.type.replace("_", " ").title()[:20], "", None)
    last_day = date(card.exp_year, card.exp_month, monthrange(card.exp_year, card.exp_month)[1])
    return KeptMethod(
        reference, _BRANDS.get(card.brand, card.brand.replace("_", " ").title())[:20], card.last4, last_day
    )


def _beside(thing: Any) -> dict[str, str]:
    metadata = getattr(thing, "metadata", None)
    return metadata.to_dict() if isinstance(metadata, stripe.StripeObject) else {}


def _is_debit(error: Any) -> bool:
    method = getattr(error, "payment_method", None)
    return getattr(method, "type", "") == "sepa_debit"


def _reason(error: Any) -> str:
    return reason_of(getattr(error, "decline_code", None), getattr(error, "code", None))
