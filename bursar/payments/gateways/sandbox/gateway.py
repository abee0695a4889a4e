"""Our side of the sandbox provider: asks it in its own words and translates its answers into ours."""

import hmac
import json
from collections.abc import Mapping

from django.conf import settings

from bursar.core import clock
from bursar.core.errors import BusyError
from bursar.payments.gateways.base import (
    BadNoticeError,
    GatewayUnavailableError,
    HostedPage,
    NoticeRead,
    Order,
    Outcome,
    RefundOrder,
)
from bursar.payments.gateways.sandbox import backs, notices, provider, telling
from bursar.payments.gateways.sandbox.models import Charge

TOLERANCE_SECONDS = 300


class SandboxGateway:
    """The sandbox provider, as every other one would be."""

    key = "sandbox"
    takes_debits = False

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
            return telling.of_charge(
                provider.charge_card(
                    order.key, method_reference,
                    amount=order.amount_minor, currency=order.currency, text=order.description,
                )
            )  # fmt: skip
        except (provider.NoAnswerError, BusyError) as error:
            raise GatewayUnavailableError from error

    def refund(self, order: RefundOrder) -> Outcome:
        """Pay back a part of a charge."""
        try:
            return telling.of_refund(backs.refund(order.key, order.payment_reference, order.amount_minor, order.reason))
        except BusyError as error:
            raise GatewayUnavailableError from error

    def key_of(self, payment_reference: str) -> str:
        """The key of a charge."""
        charge = provider.session(payment_reference)
        return charge.merchant_key if charge else ""

    def look_up(self, key: str) -> Outcome | None:
        """How an order stands in the provider's books."""
        if _is_refund(key):
            back = backs.find(key)
            return telling.of_refund(back) if back else None
        charge = provider.find(key)
        return telling.of_charge(charge) if charge else None

    def cancel(self, key: str) -> Outcome:
        """Nothing is charged or paid back under the key from now on."""
        if _is_refund(key):
            return telling.of_refund(backs.void(key))
        return telling.of_charge(provider.void(key))

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
            return telling.of_notice(json.loads(body))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadNoticeError("unreadable") from error


def _is_refund(key: str) -> bool:
    return key.startswith("refund-")


def _page(charge: Charge) -> HostedPage:
    # The provider's site is served beside ours, under an address of its own.
    return HostedPage(charge.reference, f"/sandbox/pay/{charge.reference}/")


def _check_signature(body: bytes, header: str) -> None:
    stamp = dict(part.partition("=")[::2] for part in header.split(",")).get("t", "")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 12):
        raise BadNoticeError("unsigned")
    if not hmac.compare_digest(notices.sign(body, int(stamp), settings.SANDBOX_SECRET).encode(), header.encode()):
        raise BadNoticeError("bad signature")
    if abs(clock.now().timestamp() - int(stamp)) > TOLERANCE_SECONDS:
        raise BadNoticeError("too old")
