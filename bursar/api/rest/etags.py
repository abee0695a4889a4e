"""`ETag` and `If-Match` (RFC 9110, 8.8.3, 13.1.1): who edits says what they saw, and overwrites nothing unseen."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Schema

from bursar.accounts.steps import lock
from bursar.audit import calls
from bursar.core.errors import Refused


class MissingPrecondition(Refused):
    """428: the request has to say what it was made from (RFC 6585, 3)."""

    status = 428


class Stale(Refused):
    """412: what was seen is no longer what is there."""

    status = 412


def tag(shown: Schema) -> str:
    """A strong validator of what is shown."""
    return f'"{hashlib.sha256(shown.model_dump_json().encode()).hexdigest()[:20]}"'


def tagged(response: HttpResponse, shown: Any) -> Any:
    """The same with its ETag on the response."""
    response["ETag"] = tag(shown)
    return shown


@contextmanager
def unchanged(request: HttpRequest, account: Any, show: Callable[[], Schema]) -> Iterator[None]:
    """Let a command change something only as it was seen: asked again under the account's lock, in its transaction."""
    seen = request.headers.get("If-Match", "")
    if not seen:
        raise MissingPrecondition("if_match_missing", _("Send If-Match with the ETag of what you have read."))

    def check() -> None:
        lock(account)
        if seen.strip() != "*" and tag(show()) not in [each.strip() for each in seen.split(",")]:
            raise Stale("changed_in_between", _("This was changed in between. Read it again."))

    with calls.within(expected=check):
        yield
