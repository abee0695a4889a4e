"""Pages of a search: a token says where to go on, for one request of one caller, and shows neither.

The same request has the same answer, so a token is sealed without chance: its tag is made of what it holds and of the
request, and hides the rest (the synthetic IV of RFC 5297, with HMAC). Numbers of our rows are nobody's business.
"""

import hashlib
import hmac
import json
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from bursar.api.authzen.asking import Search
from bursar.api.authzen.body import BadRequestError, Json

MOST = 1_000
_HELD = struct.Struct(">qH8s")  # the last result told, the limit, of which page.properties
_TAG = 16  # bytes


@dataclass(frozen=True, slots=True)
class Walk:
    """Through the results of one request of one caller: `after` is the number of the last one told, 0 at first."""

    request: bytes
    properties: bytes
    limit: int
    after: int = 0

    def token_after(self, last: int) -> str:
        """The token that goes on after this one."""
        held = _HELD.pack(last, self.limit, self.properties)
        tag = _tag(self.request, held)
        return _written(tag + _masked(tag, held))


def walk(asked: Search, given: Json, wanted: str, caller: int) -> Walk:
    """Where a request starts, or goes on. Raises BadRequestError for a token of another request, or of nobody's.

    With a token, what the page was at first need not be said again (AuthZEN 1.0, 8.2.3); said otherwise is an error.
    """
    page = given.get("page", {})
    request = _digest([caller, wanted, *(given.get(name) for name in ("subject", "action", "resource", "context"))])
    properties, limit = _digest(page.get("properties", {}))[:8], _limited(asked.limit)
    if not asked.token:
        return Walk(request, properties, limit)
    after, first_limit, first_properties = _opened(asked.token, request)
    if (asked.limit is not None and limit != first_limit) or ("properties" in page and properties != first_properties):
        raise BadRequestError("page must stay as it was with the first page.")
    return Walk(request, first_properties, first_limit, after)


def _opened(token: str, request: bytes) -> tuple[int, int, bytes]:
    try:
        raw = urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
    except ValueError:
        raw = b""
    tag, held = raw[:_TAG], _masked(raw[:_TAG], raw[_TAG:])
    is_ours = len(raw) == _TAG + _HELD.size and _written(raw) == token and hmac.compare_digest(tag, _tag(request, held))
    if not is_ours:
        raise BadRequestError("page.token is none of ours, or belongs to another request.")
    after, limit, properties = _HELD.unpack(held)
    return after, limit, properties


def _written(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _tag(request: bytes, held: bytes) -> bytes:
    return salted_hmac("bursar.authzen.page", request + held, algorithm="sha256").digest()[:_TAG]


def _masked(tag: bytes, held: bytes) -> bytes:
    mask = salted_hmac("bursar.authzen.page.mask", tag, algorithm="sha256").digest()
    return bytes(a ^ b for a, b in zip(held, mask, strict=False))


def _limited(limit: int | None) -> int:
    """How many results a page has: as many as were asked for, within what one answer holds."""
    return MOST if limit is None else min(limit, MOST)


def _digest(value: object) -> bytes:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).digest()
