"""Paying from end to end: intend, call the provider outside any transaction, settle; and what notices bring."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bursar.access.actor import Actor
from bursar.accounts.models import Account
from bursar.core import clock
from bursar.core.errors import BusyError
from bursar.payments import commands, queries, refunding, steps
from bursar.payments.gateways.base import (
    GatewayUnavailableError,
    HostedPage,
    Order,
    OrderRefusedError,
    Outcome,
    OutcomeState,
)
from bursar.payments.gateways.registry import gateway
from bursar.payments.models import MethodSetup, Payment, PaymentMethod, Refund

log = logging.getLogger("bursar.payments")

ReturnUrl = Callable[[str], str]  # the address to come back to, from the uid
# A provider that has not heard of an order after this time never will: a request cut off earlier is made void.
NEVER_HEARD = timedelta(minutes=10)


@dataclass(frozen=True)
class Ordered:
    """A payment that was ordered, and the provider's page when the payer has to go there."""

    payment: Payment
    hosted_url: str = ""


def order_payment(
    actor: Actor,
    *,
    account: Account,
    parts: Mapping[str, int],
    method_uid: str,
    key: str,
    through: str,
    return_url: ReturnUrl,
    credit_minor: int = 0,
) -> Ordered:
    """Order a payment and call the provider. Refused as `intend_payment`."""
    payment = commands.intend_payment(
        actor,
        account=account,
        parts=parts,
        method_uid=method_uid,
        key=key,
        through=through,
        credit_minor=credit_minor,
    )
    return carry_out(payment, return_url)


def carry_out(payment: Payment, return_url: ReturnUrl) -> Ordered:
    """Call the provider for a payment that is intended; again for one that was cut off: nothing happens twice."""
    if payment.state != Payment.State.PENDING:
        return Ordered(payment)
    provider, order = gateway(payment.gateway), _order(payment, return_url)
    try:
        if payment.method is None:
            return Ordered(payment, provider.start_checkout(order).url)
        outcome = provider.charge_method(order, payment.method.reference)
    except OrderRefusedError as error:
        outcome = Outcome(OutcomeState.DECLINED, decline_reason=error.reason)
    except GatewayUnavailableError:
        # Without a kept method nobody was charged: it stays pending and can be gone on with.
        if payment.method is None:
            return Ordered(payment)
        outcome = Outcome(OutcomeState.UNKNOWN)
    try:
        return Ordered(_settle(Actor.job("payment_call"), payment, outcome))
    except BusyError:  # it may be charged: no page may say that nothing happened; the worker asks the provider soon
        return Ordered(payment)


def check_payment(payment: Payment) -> Payment:
    """Ask the provider how a payment under way stands, and settle it if there is an answer."""
    return _look_up(Actor.job("payment_check"), payment)


def cancel_payment(actor: Actor, *, account: Account, payment: Payment) -> Payment:
    """Cancel a payment that nobody finished; when the provider was faster, it is paid. Refused as
    `ask_to_cancel_payment`."""
    commands.ask_to_cancel_payment(actor, account=account, payment=payment)
    try:
        outcome = gateway(payment.gateway).cancel(_payment_key(payment.uid))
    except GatewayUnavailableError:
        return payment
    return _settle(Actor.job("payment_call"), payment, outcome)


def begin_method(actor: Actor, *, account: Account, return_url: ReturnUrl) -> HostedPage:
    """Begin adding a method: the provider's page for it. Raises GatewayUnavailableError. Refused as
    `start_adding_method`."""
    setup = commands.start_adding_method(actor, account=account)
    order = Order(_setup_key(setup.uid), 0, "", account.name, return_url(setup.uid))
    return gateway(setup.gateway).start_adding_method(order)


def check_method_setup(setup: MethodSetup) -> MethodSetup:
    """Ask the provider whether the method was added."""
    return _look_up_setup(Actor.job("payment_check"), setup)


def forget_method(actor: Actor, *, account: Account, uid: str) -> PaymentMethod:
    """Remove a method here, then at the provider. Refused as `remove_method`."""
    method = commands.remove_method(actor, account=account, uid=uid)
    try:
        gateway(method.gateway).detach_method(method.reference)
    except GatewayUnavailableError:
        log.warning("method %s removed here but not yet at the provider", method.pk)
    return method


def take_notice(gateway_key: str, body: bytes, headers: Mapping[str, str]) -> None:
    """A provider's notice: checked, kept under its unique id, then settled. The same again has no effect.

    Raises BadNoticeError, with nothing kept, and KeyError for a provider that we do not know; GatewayUnavailableError
    when he has to be asked what it is about and does not answer: it is kept, and comes again.
    """
    read = gateway(gateway_key).read_notice(body, headers)
    notice = steps.store_notice(gateway_key, read)
    if notice.handled_at is not None:
        return
    actor = Actor.job("provider_notice")
    key = read.key or (gateway(gateway_key).key_of(read.outcome.reference) if read.taken_back else "")
    kind, _dash, uid = key.partition("-")
    payment = Payment.objects.filter(uid=uid, gateway=gateway_key).first() if kind == "payment" else None
    setup = MethodSetup.objects.filter(uid=uid, gateway=gateway_key).first() if kind == "setup" else None
    refund = Refund.objects.filter(uid=uid, payment__gateway=gateway_key).first() if kind == "refund" else None
    if payment is not None:
        _settle(actor, payment, read.outcome)
        if read.taken_back is not None:
            taken = read.taken_back
            commands.settle_taken_back(actor, account=payment.account, payment_id=payment.pk, taken=taken)
    elif refund is not None:
        refunding.settle(actor, refund, read.outcome)
    elif setup is not None and read.outcome.state is OutcomeState.SUCCEEDED and read.outcome.method is None:
        _look_up_setup(actor, setup)  # it was added: which one the notice does not tell
    elif setup is not None:
        _settle_setup(actor, setup, read.outcome)
    steps.mark_handled(notice)


def resolve_unknown(limit: int = 20) -> int:
    """Ask the providers about everything without an answer whose time has come; answers how many now have one."""
    actor = Actor.job("payment_resolver")
    answered = 0
    for payment in queries.payments_to_look_up(limit):
        answered += _look_up(actor, payment).settled_at is not None
    for setup in queries.setups_to_look_up(limit):
        answered += _look_up_setup(actor, setup).finished_at is not None
    return answered + refunding.resolve_refunds(actor, limit)


def _look_up(actor: Actor, payment: Payment) -> Payment:
    outcome = _ask(payment, _payment_key(payment.uid)) if payment.settled_at is None else None
    if outcome is None or not steps.advances(payment.state, outcome):
        steps.postpone(payment)
        return payment
    return _settle(actor, payment, outcome)


def _look_up_setup(actor: Actor, setup: MethodSetup) -> MethodSetup:
    outcome = _ask(setup, _setup_key(setup.uid)) if setup.finished_at is None else None
    if outcome is None or outcome.state in (OutcomeState.PENDING, OutcomeState.UNKNOWN):
        steps.postpone(setup)
        return setup
    return _settle_setup(actor, setup, outcome)


def _ask(what: Payment | MethodSetup, key: str) -> Outcome | None:
    provider = gateway(what.gateway)
    try:
        outcome = provider.look_up(key)
        if outcome is None and what.ordered_at + NEVER_HEARD <= clock.now():
            outcome = provider.cancel(key)
    except GatewayUnavailableError:
        return None
    return outcome


def _settle(actor: Actor, payment: Payment, outcome: Outcome) -> Payment:
    if not steps.advances(payment.state, outcome):
        return payment
    return commands.settle_payment(actor, account=payment.account, payment_id=payment.pk, outcome=outcome)


def _settle_setup(actor: Actor, setup: MethodSetup, outcome: Outcome) -> MethodSetup:
    return commands.settle_method_setup(actor, account=setup.account, setup_id=setup.pk, outcome=outcome)


def _order(payment: Payment, return_url: ReturnUrl) -> Order:
    numbers = ", ".join(payment.allocations.order_by("id").values_list("invoice__number", flat=True))
    description = f"{payment.account.name} · {numbers}"
    return Order(
        _payment_key(payment.uid), payment.amount_minor, payment.currency, description, return_url(payment.uid)
    )


def _payment_key(uid: str) -> str:
    return f"payment-{uid}"


def _setup_key(uid: str) -> str:
    return f"setup-{uid}"
