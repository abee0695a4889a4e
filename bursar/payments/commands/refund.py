"""Paying back: the operator's order, its outcome, and what the payer's bank takes back by itself."""

from django.utils import translation
from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.accounts import steps as accounts
from bursar.accounts.models import Account
from bursar.audit.recording import audited, record, unchanged
from bursar.core import clock
from bursar.core.errors import Refused
from bursar.core.money import format_money
from bursar.payments import events, queries, returning
from bursar.payments.commands.payment import CALL_PATIENCE
from bursar.payments.gateways.base import Outcome, OutcomeState, TakenBack
from bursar.payments.models import Payment, Refund
from bursar.payments.settling import settle


@audited
def intend_refund(
    actor: Actor, *, account: Account, payment: Payment, amount_minor: int, reason: str, key: str
) -> Refund:
    """Order that a part of a payment, or all of it, be paid back. The same key with the same body answers the same
    refund. Raises Forbidden for anybody but the operator.

    Refused: key_used_otherwise, nothing_charged, amount_not_positive, refund_too_high.
    """
    accounts.lock(account)
    accounts.require_operator(actor)
    payment = Payment.objects.select_related("account").get(pk=payment.pk, account=account)
    before = Refund.objects.filter(payment=payment, idempotency_key=key).first()
    if before is not None:
        if (before.amount_minor, before.reason) != (amount_minor, reason):
            raise Refused("key_used_otherwise", _("This key was used for another refund of the payment."))
        unchanged()
        return before
    _refundable(payment, amount_minor)
    refund = Refund.objects.create(
        payment=payment, amount_minor=amount_minor, reason=reason, idempotency_key=key,
        look_up_at=clock.now() + CALL_PATIENCE,
    )  # fmt: skip
    new = {"amount_minor": amount_minor, "currency": payment.currency, "why": reason}
    record(actor, events.REFUND_ORDERED, account=account.pk, on=("payment", payment.pk), new=new)
    return refund


@audited
def settle_refund(actor: Actor, *, account: Account, refund_id: int, outcome: Outcome) -> Refund:
    """Write down how a refund ended. Idempotent; outcomes may come in any order, any number of times: one that failed
    after all brings the money again, whatever was said before."""
    accounts.lock(account)
    refund = Refund.objects.select_related("payment__account").get(pk=refund_id, payment__account=account)
    if not returning.advances(refund.state, outcome):
        unchanged()
        return refund
    returning.settle_return(actor, refund, outcome)
    return refund


@audited
def settle_taken_back(actor: Actor, *, account: Account, payment_id: int, taken: TakenBack) -> Refund | None:
    """Write down that money went back without an order of ours (a dispute, a refund on the provider's site), or that it
    came again. Idempotent, in any order. What goes back was paid: should we not know that yet, we do now. None while
    nothing has happened to the money."""
    accounts.lock(account)
    payment = Payment.objects.select_related("account", "method").get(pk=payment_id, account=account)
    outcome, key = Outcome(taken.state, taken.reference), taken.reference[:80]
    found = Refund.objects.filter(payment=payment, idempotency_key=key).first()
    is_about_money = taken.state not in (OutcomeState.PENDING, OutcomeState.UNKNOWN) and taken.amount_minor > 0
    if not is_about_money or (found is not None and not returning.advances(found.state, outcome)):
        unchanged()
        return found
    if payment.state != Payment.State.SUCCEEDED:
        settle(actor, payment, Outcome(OutcomeState.SUCCEEDED, payment.provider_reference))
    found = found or Refund.objects.create(
        payment=payment, is_dispute=taken.is_dispute, amount_minor=min(taken.amount_minor, payment.amount_minor),
        reason=taken.reason[:200], idempotency_key=key, look_up_at=clock.now(),
    )  # fmt: skip
    found.payment = payment
    returning.settle_return(actor, found, outcome)
    return found


def _refundable(payment: Payment, amount_minor: int) -> None:
    if payment.state != Payment.State.SUCCEEDED or not payment.amount_minor:
        raise Refused("nothing_charged", _("Nothing was charged by this payment: nothing can be paid back."))
    if amount_minor <= 0:
        raise Refused("amount_not_positive", _("Write an amount above zero."))
    left = payment.amount_minor - queries.refunded(payment)
    if amount_minor > left:
        most = format_money(left, payment.currency, translation.get_language() or "en")
        raise Refused("refund_too_high", _("At most %(amount)s of this payment can be paid back.") % {"amount": most})
