"""Our side of the sandbox provider: asks it in its own words and translates its answers into ours."""

import hmac
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings

from bursar.core import clock
from bursar.core.errors import BusyError
from bursar.payments.gateways.base import (
    BadNoticeError,
    DeclineReason,
    GatewayUnavailableError,
    HostedPage,
    KeptMethod,
    NoticeRead,
    Order,
    Outcome,
    OutcomeState,
)
from bursar.payments.gateways.sandbox import notices, provider
from bursar.payments.gateways.sandbox.models import Charge

TOLERANCE_SECONDS = 300
_STATES = {
    "open": OutcomeState.PENDING,
    "processing": OutcomeState.UNKNOWN,
    "approved": OutcomeState.SUCCEEDED,
    "declined": OutcomeState.DECLINED,
    "cancelled": OutcomeState.CANCELLED,
}
_REASONS = {
    "not_sufficient_funds": DeclineReason.INSUFFICIENT_FUNDS,
    "expired_card": DeclineReason.CARD_EXPIRED,
    "do_not_honor": DeclineReason.CARD_REFUSED,
    "fraud_suspected": DeclineReason.SUSPECTED_FRAUD,
    "bad_cvc": DeclineReason.WRONG_SECURITY_CODE,
    "limit_exceeded": DeclineReason.LIMIT_EXCEEDED,
}


class SandboxGateway:
    """The sandbox provider, as every other one would be."""

    key = "sandbox"

    def start_checkout(self, order: Order) -> HostedPage:
        """A hosted page for paying the order."""
        try:
            return _page(
                provider.open_session(
                    order.key, "payment", order.return_url,
                    amount=order.amount_minor, currency=order.currency, text=order.description,
                )
            )  # fmt: skip
        except BusyError as error:
            raise GatewayUnavailableError from error

    def charge_method(self, order: Order, method_reference: str) -> Outcome:
        """Charge a kept card."""
        try:
            return _outcome(
                provider.charge_card(
                    order.key, method_reference,
                    amount=order.amount_minor, currency=order.currency, text=order.description,
                )
            )  # fmt: skip
        except (provider.NoAnswerError, BusyError) as error:
            raise GatewayUnavailableError from error

    def look_up(self, key: str) -> Outcome | None:
        """How an order stands in the provider's books."""
        charge = provider.find(key)
        return _outcome(charge) if charge else None

    def cancel(self, key: str) -> Outcome:
        """Nothing is charged under the key from now on."""
        return _outcome(provider.void(key))

    def start_adding_method(self, order: Order) -> HostedPage:
        """A hosted page for adding a card."""
        return _page(provider.open_session(order.key, "setup", order.return_url, text=order.description))

    def detach_method(self, method_reference: str) -> None:
        """The provider forgets the card."""
        provider.forget_card(method_reference)

    def read_notice(self, body: bytes, headers: Mapping[str, str]) -> NoticeRead:
        """A signed notice in our words."""
        _check_signature(body, headers.get(notices.SIGNATURE, ""))
        try:
            told = json.loads(body)
            return NoticeRead(str(told["id"]), str(told["merchant_key"]), _told_outcome(told))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadNoticeError("unreadable") from error


def _page(charge: Charge) -> HostedPage:
    # The provider's site is served beside ours, under an address of its own.
    return HostedPage(charge.reference, f"/sandbox/pay/{charge.reference}/")


def _outcome(charge: Charge) -> Outcome:
    state = _STATES[charge.status]
    kept = None
    if charge.purpose == "setup" and charge.card and state is OutcomeState.SUCCEEDED:
        card = charge.card
        kept = KeptMethod(card.reference, card.brand, card.last_digits, card.expires_on)
    return Outcome(state, charge.reference, _reason(state, charge.decline_code), kept)


def _told_outcome(told: dict[str, Any]) -> Outcome:
    state, card = _STATES[told["status"]], told["card"]
    kept = card and KeptMethod(card["reference"], card["brand"], card["last4"], date.fromisoformat(card["expires"]))
    return Outcome(state, str(told["charge"]), _reason(state, told["code"]), kept or None)


def _reason(state: OutcomeState, code: str) -> str:
    return _REASONS.get(code, DeclineReason.OTHER).value if state is OutcomeState.DECLINED else ""


def _check_signature(body: bytes, header: str) -> None:
    stamp = dict(part.partition("=")[::2] for part in header.split(",")).get("t", "")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 12):
        raise BadNoticeError("unsigned")
    if not hmac.compare_digest(notices.sign(body, int(stamp), settings.SANDBOX_SECRET).encode(), header.encode()):
        raise BadNoticeError("bad signature")
    if abs(clock.now().timestamp() - int(stamp)) > TOLERANCE_SECONDS:
        raise BadNoticeError("too old")
