"""What a payment provider does for us: the only thing the rest of Bursar knows about any provider."""

from collections.abc import Mapping
from typing import Protocol

from bursar.payments.gateways.terms import (
    DeclineReason,
    HostedPage,
    KeptMethod,
    MethodKind,
    NoticeRead,
    Order,
    Outcome,
    OutcomeState,
    RefundOrder,
    TakenBack,
)

__all__ = [
    "BadNoticeError",
    "DeclineReason",
    "Gateway",
    "GatewayUnavailableError",
    "HostedPage",
    "KeptMethod",
    "MethodKind",
    "NoticeRead",
    "Order",
    "OrderRefusedError",
    "Outcome",
    "OutcomeState",
    "RefundOrder",
    "TakenBack",
]


class GatewayUnavailableError(Exception):
    """The provider did not answer: what was asked may or may not have happened."""


class OrderRefusedError(Exception):
    """The provider does not take an order at all, however often it is sent: nothing was charged or will be."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class BadNoticeError(Exception):
    """A notice that is not signed by the provider, is too old, or cannot be read."""


class Gateway(Protocol):
    """A payment provider. Called outside any transaction of ours; every call may raise GatewayUnavailableError."""

    key: str
    takes_debits: bool  # whether its page offers direct debits beside cards

    def start_checkout(self, order: Order) -> HostedPage:
        """A hosted page for paying the order; the same page for the same key. Raises OrderRefusedError."""
        ...

    def charge_method(self, order: Order, method_reference: str) -> Outcome:
        """Charge a kept method while its owner is not looking."""
        ...

    def refund(self, order: RefundOrder) -> Outcome:
        """Pay back a part of a payment. A refund may fail after it had succeeded: then DECLINED is the truth."""
        ...

    def key_of(self, payment_reference: str) -> str:
        """The key under which we ordered a payment that the provider names; empty when it is none of ours."""
        ...

    def look_up(self, key: str) -> Outcome | None:
        """How an order, setup or refund stands; None when the provider has never heard of it."""
        ...

    def cancel(self, key: str) -> Outcome:
        """Make sure that nothing is charged under the key from now on; what was charged already stays charged."""
        ...

    def start_adding_method(self, order: Order) -> HostedPage:
        """A hosted page for adding a method (the order's amount is zero)."""
        ...

    def detach_method(self, method_reference: str) -> None:
        """Forget a kept method; doing so twice is the same as once."""
        ...

    def read_notice(self, body: bytes, headers: Mapping[str, str]) -> NoticeRead:
        """Check the signature and the age of a notice and read it. Raises BadNoticeError."""
        ...
