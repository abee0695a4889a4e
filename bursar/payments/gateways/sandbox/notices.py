"""The sandbox provider's notices: signed, queued, posted to the merchant, tried again until he answers."""

import hashlib
import hmac
import json
import logging
from collections.abc import Callable
from datetime import timedelta
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F

from bursar.core import clock
from bursar.payments.gateways.sandbox import provider
from bursar.payments.gateways.sandbox.models import OutgoingNotice, TakenBack

log = logging.getLogger("bursar.sandbox")

SIGNATURE = "Sandbox-Signature"
ENDPOINT = "/payments/notices/sandbox/"
BACK_OFF = (5, 15, 60, 300, 1800, 3600)  # seconds; afterwards the provider gives up
Post = Callable[[str, bytes, dict[str, str]], int]  # path, body, headers -> status


def sign(body: bytes, at: int, secret: str) -> str:
    """The signature header's value: HMAC-SHA-256 over the time and the body, so that neither can be changed."""
    digest = hmac.new(secret.encode(), b"%d." % at + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


def send_due_notices(post: Post | None = None, limit: int = 50) -> int:
    """Post the notices that are due; answers how many the merchant took. Never raises for a merchant out of reach."""
    due = OutgoingNotice.objects.filter(sent_at=None, due_at__lte=clock.now(), attempts__lt=len(BACK_OFF))
    pks = list(due.order_by("due_at", "id").values_list("pk", flat=True)[:limit])
    return sum(_send_one(pk, post or _post_over_http) for pk in pks)


def _send_one(pk: int, post: Post) -> int:
    notice = OutgoingNotice.objects.select_related("charge", "taken_back").get(pk=pk)
    later = clock.now() + timedelta(seconds=BACK_OFF[notice.attempts])
    due = OutgoingNotice.objects.filter(pk=pk, sent_at=None, attempts=notice.attempts)
    if not due.update(attempts=F("attempts") + 1, due_at=later):
        return 0  # another worker has it
    body = json.dumps(_content(notice), separators=(",", ":")).encode()
    signature = sign(body, int(clock.now().timestamp()), settings.SANDBOX_SECRET)
    try:
        status = post(ENDPOINT, body, {"Content-Type": "application/json", SIGNATURE: signature})
    except (OSError, HTTPException) as error:
        log.info("notice %s not delivered: %s", notice.notice_id, type(error).__name__)
        return 0
    if not 200 <= status < 300:
        return 0
    OutgoingNotice.objects.filter(pk=pk).update(sent_at=clock.now())
    return 1


def _content(notice: OutgoingNotice) -> dict[str, Any]:
    charge = provider.find(notice.charge.merchant_key) or notice.charge
    content: dict[str, Any] = {
        "id": notice.notice_id,
        "type": f"{charge.purpose}.{charge.status}",
        "charge": charge.reference,
        "merchant_key": charge.merchant_key,
        "status": charge.status,
        "code": charge.decline_code if charge.status == "declined" else "",
        "card": None,
        "currency": charge.currency,
        "taken_back": _back(notice.taken_back),
    }
    if charge.card and charge.purpose == "setup" and charge.status == "approved":
        content["card"] = {
            "reference": charge.card.reference,
            "brand": charge.card.brand,
            "last4": charge.card.last_digits,
            "expires": charge.card.expires_on.isoformat(),
        }
    return content


def _back(back: TakenBack | None) -> dict[str, Any] | None:
    if back is None:
        return None
    return {
        "reference": back.reference,
        "merchant_key": back.merchant_key,
        "amount": back.amount_minor,
        "status": back.status,
        "reason": back.reason,
    }


def _post_over_http(path: str, body: bytes, headers: dict[str, str]) -> int:
    base = urlsplit(settings.BASE_URL)
    kind = HTTPSConnection if base.scheme == "https" else HTTPConnection
    connection = kind(base.netloc, timeout=10)
    try:
        connection.request("POST", base.path + path, body, headers)
        return connection.getresponse().status
    finally:
        connection.close()
