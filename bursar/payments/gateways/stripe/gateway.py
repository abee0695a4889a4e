"""Stripe as a payment provider: each key of ours leads to one thing at Stripe, asked for, looked up or stopped."""

from collections.abc import Mapping

import stripe

from bursar.payments.gateways.base import (
    GatewayUnavailableError,
    HostedPage,
    NoticeRead,
    Order,
    OrderRefusedError,
    Outcome,
    OutcomeState,
    RefundOrder,
)
from bursar.payments.gateways.stripe import books, charges, notices, pages, refunds, telling
from bursar.payments.gateways.stripe.client import client, reaching
from bursar.payments.gateways.stripe.models import Asked


class StripeGateway:
    """Stripe, behind the interface that every provider has."""

    key = "stripe"
    takes_debits = True

    def start_checkout(self, order: Order) -> HostedPage:
        """Stripe's page for paying the order."""
        with reaching():
            return pages.for_paying(order)

    def charge_method(self, order: Order, method_reference: str) -> Outcome:
        """Charge a kept card, or order a direct debit: that one is UNKNOWN for days."""
        with reaching():
            return charges.charge(order, method_reference)

    def refund(self, order: RefundOrder) -> Outcome:
        """Pay back a part of a payment."""
        with reaching():
            return refunds.refund(order)

    def key_of(self, payment_reference: str) -> str:
        """Our key of a PaymentIntent."""
        if not payment_reference:
            return ""
        try:
            with reaching():
                return telling.key_in(client().v1.payment_intents.retrieve(payment_reference))
        except GatewayUnavailableError as error:
            if isinstance(error.__cause__, stripe.InvalidRequestError):  # Stripe knows no such payment of ours
                return ""
            raise

    def look_up(self, key: str) -> Outcome | None:
        """How an order, setup or refund stands at Stripe; what was asked of it under the key is in our own table."""
        asked = books.find(key)
        if asked is None:
            return None
        if asked.is_void:
            return Outcome(OutcomeState.CANCELLED)
        with reaching():
            if asked.what == Asked.What.REFUND:
                return refunds.state(asked)
            if not asked.reference:
                return None
            return charges.state(asked) if asked.what == Asked.What.CHARGE else pages.state(asked)

    def cancel(self, key: str) -> Outcome:
        """Nothing comes of the key from now on: it is made void here, or stopped at Stripe, which has the last word."""
        with reaching():
            asked = books.find(key)
            if asked is not None and asked.what == Asked.What.REFUND:
                return refunds.stop(asked)
            asked = books.void(key)
            if asked.is_void:
                return Outcome(OutcomeState.CANCELLED)
            return charges.stop(asked) if asked.what == Asked.What.CHARGE else pages.close(asked)

    def start_adding_method(self, order: Order) -> HostedPage:
        """Stripe's page for adding a card or a direct debit mandate."""
        try:
            with reaching():
                return pages.for_adding(order)
        except OrderRefusedError as error:
            raise GatewayUnavailableError from error

    def detach_method(self, method_reference: str) -> None:
        """Stripe forgets the method."""
        with reaching():
            try:
                client().v1.payment_methods.detach(method_reference.partition("@")[0])
            except stripe.InvalidRequestError:
                return  # it was detached before

    def read_notice(self, body: bytes, headers: Mapping[str, str]) -> NoticeRead:
        """A signed notice in our words."""
        return notices.read(body, headers.get(notices.SIGNATURE, ""))
