"""What we and a payment provider tell each other, in our words: orders, outcomes, kept methods, notices."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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
    PAYER_MUST_CONFIRM = "payer_must_confirm"  # the bank wants the payer to be there
    WRONG_DETAILS = "wrong_details"  # number, expiry date, name or address
    NOT_SUPPORTED = "not_supported"  # this card cannot pay this: country, currency, kind of purchase
    TRY_AGAIN = "try_again"  # the bank or the network could not answer
    ACCOUNT_CLOSED = "account_closed"  # of a direct debit
    MANDATE_ENDED = "mandate_ended"  # of a direct debit: withdrawn by the payer or refused by the bank
    DEBIT_RETURNED = "debit_returned"  # of a direct debit, for another reason
    OTHER = "other"


class MethodKind(StrEnum):
    """What a kept method is. The values are those of `PaymentMethod.kind`."""

    CARD = "card"
    SEPA_DEBIT = "sepa_debit"  # answers after days; the payer's bank may take the money back for weeks


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
    kind: MethodKind = MethodKind.CARD


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
class RefundOrder:
    """What is to be paid back of a payment, which is named as the provider names it (`Outcome.reference`)."""

    key: str
    payment_reference: str
    amount_minor: int
    currency: str
    reason: str = ""


@dataclass(frozen=True)
class TakenBack:
    """Money of a payment that went back without an order of ours: a dispute, or a refund made on the provider's site.

    `state` is SUCCEEDED once the money is gone, CANCELLED or DECLINED once it is back (a dispute that was won), and
    UNKNOWN before either. `reference` is the provider's name for it, the same in every notice about it.
    """

    reference: str
    amount_minor: int
    currency: str
    state: OutcomeState
    is_dispute: bool
    reason: str = ""


@dataclass(frozen=True)
class NoticeRead:
    """A notice whose signature held: its unique id, the order it is about, and how that stands.

    `key` is that of a payment, a setup or a refund. Of what was taken back it is the payment's, or empty when the
    notice does not tell: then `Gateway.key_of` finds it from `outcome.reference`, the provider's name for the payment.
    """

    notice_id: str
    key: str
    outcome: Outcome
    taken_back: TakenBack | None = None
