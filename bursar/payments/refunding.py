"""Paying back from end to end: intend, call the provider outside any transaction, settle; and asking how it ended."""

from bursar.access.actor import Actor
from bursar.accounts.models import Account
from bursar.core import clock
from bursar.core.errors import BusyError
from bursar.payments import commands, queries, returning, steps
from bursar.payments.gateways.base import GatewayUnavailableError, Outcome, OutcomeState, RefundOrder
from bursar.payments.gateways.registry import BY_HAND, gateway
from bursar.payments.models import Payment, Refund


def order_refund(
    actor: Actor, *, account: Account, payment: Payment, amount_minor: int, reason: str, key: str
) -> Refund:
    """Order a refund and call the provider. Refused as `intend_refund`."""
    refund = commands.intend_refund(
        actor, account=account, payment=payment, amount_minor=amount_minor, reason=reason, key=key
    )
    return carry_out(refund)


def carry_out(refund: Refund) -> Refund:
    """Call the provider for a refund that is intended; again for one that was cut off: nothing happens twice."""
    if refund.state != Refund.State.PENDING:
        return refund
    payment = refund.payment
    try:
        outcome = Outcome(OutcomeState.SUCCEEDED) if payment.gateway in BY_HAND else _ask(refund, payment)
    except GatewayUnavailableError:
        outcome = Outcome(OutcomeState.UNKNOWN)
    try:
        return settle(Actor.job("payment_call"), refund, outcome)
    except BusyError:  # it may be paid back: the worker asks the provider soon
        return refund


def resolve_refunds(actor: Actor, limit: int) -> int:
    """Ask about every refund without an answer whose time has come; answers how many now have one. What the provider
    has never heard of is ordered of it (again): it was to be paid back, and nothing happens twice."""
    answered = 0
    for refund in queries.refunds_to_look_up(limit):
        answered += _look_up(actor, refund).settled_at is not None
    return answered


def settle(actor: Actor, refund: Refund, outcome: Outcome) -> Refund:
    """Write down an outcome, if it is one that is new."""
    if not returning.advances(refund.state, outcome):
        return refund
    return commands.settle_refund(actor, account=refund.payment.account, refund_id=refund.pk, outcome=outcome)


def refund_key(refund: Refund) -> str:
    """Our name for it at the provider."""
    return f"refund-{refund.uid}"


def _ask(refund: Refund, payment: Payment) -> Outcome:
    provider = gateway(payment.gateway)
    charge = payment.provider_reference
    if not charge:  # known to have succeeded by what was told of a dispute alone
        known = provider.look_up(f"payment-{payment.uid}")
        charge = known.reference if known else ""
    return provider.refund(
        RefundOrder(refund_key(refund), charge, refund.amount_minor, payment.currency, refund.reason)
    )


def _look_up(actor: Actor, refund: Refund) -> Refund:
    if refund.payment.gateway in BY_HAND:
        return carry_out(refund)
    try:
        outcome = gateway(refund.payment.gateway).look_up(refund_key(refund))
    except GatewayUnavailableError:
        outcome = Outcome(OutcomeState.PENDING)
    if outcome is None and refund.look_up_at is not None and refund.look_up_at <= clock.now():
        return carry_out(refund)
    if outcome is None or not returning.advances(refund.state, outcome):
        steps.postpone(refund)
        return refund
    return settle(actor, refund, outcome)
