"""Pages of a search: a token says where to go on, and of which request."""

import hashlib
import json

from django.core import signing

from bursar.api.authzen.body import BadRequestError, Json

MOST = 1_000
_SALT = "bursar.authzen.page"


def after(given: Json, token: str, caller: int) -> int:
    """The id of the last result told. Raises BadRequestError for a token of another request, or of nobody's."""
    if not token:
        return 0
    try:
        last, asked = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        raise BadRequestError("page.token is none of ours.") from None
    if asked != _digest(given, caller):
        raise BadRequestError("page.token belongs to another request.")
    return int(last)


def token_after(given: Json, last: int, caller: int) -> str:
    """The token that goes on after this one."""
    return signing.dumps([last, _digest(given, caller)], salt=_SALT)


def limited(limit: int | None) -> int:
    """How many results a page has: as many as were asked for, within what one answer holds."""
    return MOST if limit is None else min(limit, MOST)


def _digest(given: Json, caller: int) -> str:
    """Of everything that must stay the same from page to page: all that we read but the token (AuthZEN 1.0, 8.2.1)."""
    page = {name: value for name, value in given.get("page", {}).items() if name != "token"}
    asked = [caller, *(given.get(name) for name in ("subject", "action", "resource", "context")), page]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
