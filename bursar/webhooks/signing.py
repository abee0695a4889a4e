"""Signatures by the Standard Webhooks specification (1.0): HMAC-SHA-256 over id, time and body, under `v1`."""

import base64
from datetime import datetime

from django.utils.crypto import salted_hmac
from standardwebhooks import Webhook

_SALT = "bursar.webhooks.secret"


def secret(uid: str, version: int) -> str:
    """The secret of an endpoint, `whsec_…`: derived from the installation's own (BURSAR_SECRET_KEY), so that the
    database holds none. Another version is another secret; so is that of an installation with another key."""
    derived = salted_hmac(_SALT, f"{uid}:{version}", algorithm="sha256").digest()
    return "whsec_" + base64.b64encode(derived).decode()


def headers(uid: str, versions: list[int], event: str, at: datetime, body: bytes) -> dict[str, str]:
    """The headers of a delivery, signed with each version of the endpoint's secret: a program takes one it knows."""
    signatures = [Webhook(secret(uid, version)).sign(event, at, body.decode()) for version in versions]
    return {
        "webhook-id": event,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
        "content-type": "application/json",
        "user-agent": "Bursar-Webhooks",
    }
