"""What a payment provider does for us, in our words: the only thing the rest of Bursar knows about any provider."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class OutcomeState(StrEnum):
    """How an order stands at the provider. The values are those of `Payment.State`."""

    PENDING = "pending"  # the payer has not finished at the provider's page
    UNKNOWN = "unknown"  # no answer yet: neither a success nor a failure
    SUCCEEDED = "succeeded"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class DeclineReason(StrEnum):
    """Why a charge was declined; each provider's own codes are translated into these."""

    INSUFFICIENT_FUNDS = "insufficient_funds"
    CARD_EXPIRED = "card_expired"
    CARD_REFUSED = "card_refused"
    SUSPECTED_FRAUD = "suspected_fraud"
    WRONG_SECURITY_CODE = "wrong_security_code"
    LIMIT_EXCEEDED = "limit_exceeded"
    OTHER = "other"


@dataclass(frozen=True)
class Order:
    """What is to be charged. `key` is ours: whatever is sent twice under one key happens once."""

    key: str
    amount_minor: int
    currency: str
    description: str
    return_url: str = ""


@dataclass(frozen=True)
class KeptMethod:
    """A method that the provider keeps for us: its own name for it, and what we may show."""

    reference: str
    brand: str
    last_digits: str
    expires_on: date | None


@dataclass(frozen=True)
class Outcome:
    """What the provider says about an order."""

    state: OutcomeState
    reference: str = ""
    decline_reason: str = ""
    method: KeptMethod | None = None


@dataclass(frozen=True)
class HostedPage:
    """A page at the provider's where the payer types the card."""

    reference: str
    url: str


@dataclass(frozen=True)
class NoticeRead:
    """A notice whose signature held: its unique id, the order it is about, and how that stands."""

    notice_id: str
    key: str
    outcome: Outcome


class GatewayUnavailableError(Exception):
    """The provider did not answer: what was asked may or may not have happened."""


class BadNoticeError(Exception):
    """A notice that is not signed by the provider, is too old, or cannot be read."""


class Gateway(Protocol):
    """A payment provider. Called outside any transaction of ours; every call may raise GatewayUnavailableError."""

    key: str

    def start_checkout(self, order: Order) -> HostedPage:
        """A hosted page for paying the order; the same page for the same key."""
        ...

    def charge_method(self, order: Order, method_reference: str) -> Outcome:
        """Charge a kept method while its owner is not looking."""
        ...

    def look_up(self, key: str) -> Outcome | None:
        """How an order or setup stands; None when the provider has never heard of it."""
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
