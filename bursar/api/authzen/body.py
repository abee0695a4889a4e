"""A request's body as JSON, or a clear refusal (AuthZEN 1.0, sections 10.1 and 11.5; RFC 8259, RFC 7493)."""

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.request import RawPostDataException

MOST_BYTES = 1_000_000
DEEPEST = 32

Json = dict[str, Any]


class BadRequestError(Exception):
    """400, with the sentence that says what is wrong."""


def read(request: HttpRequest) -> Json:
    """The object that was sent. Raises BadRequestError."""
    if request.content_type != "application/json":
        raise BadRequestError("Content-Type must be application/json.")
    try:
        raw = request.body
    except (RequestDataTooBig, RawPostDataException, OSError):
        raise BadRequestError("The body is too large, or was not sent whole.") from None
    if len(raw) > MOST_BYTES:
        raise BadRequestError(f"The body is larger than {MOST_BYTES} bytes.")
    if not raw.strip():
        raise BadRequestError("The body is empty.")
    try:
        found = json.loads(raw.decode(), object_pairs_hook=_object, parse_constant=_constant)
        _whole(found, 0)
    except (UnicodeError, ValueError, RecursionError):
        raise BadRequestError("The body is not well-formed JSON in UTF-8.") from None
    if not isinstance(found, dict):
        raise BadRequestError("The body must be a JSON object.")
    return found


def _object(pairs: list[tuple[str, Any]]) -> Json:
    """Two members of one name may be read differently by two programs (RFC 7493, 2.3)."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a member twice")
    return found


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _whole(value: Any, depth: int) -> None:
    """Half a character, which no text holds, and depths that no request needs are refused."""
    if depth > DEEPEST:
        raise ValueError("too deep")
    if isinstance(value, str):
        value.encode()
    elif isinstance(value, dict):
        for name, member in value.items():
            name.encode()
            _whole(member, depth + 1)
    elif isinstance(value, list):
        for member in value:
            _whole(member, depth + 1)
