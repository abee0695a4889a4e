"""Who calls: the token in the `Authorization` header (RFC 6750, 2.1). Cookies are never looked at here."""

import re

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.accounts.queries.tokens import token_shown
from bursar.api.limits import USES
from bursar.core.errors import TooMany

_TOKEN = re.compile(r"Bearer (bur_[0-9a-f]{64})", re.IGNORECASE)
CHALLENGE = 'Bearer realm="bursar"'


def actor_of(request: HttpRequest, *, door: str = "api") -> Actor | None:
    """The program that calls, or None: no token, one of nobody's, expired, revoked, or its person is deactivated.

    The caller answers 401 with `CHALLENGE`, the same for each of these. Raises TooMany.
    """
    address = request.META.get("REMOTE_ADDR", "")
    shown = _TOKEN.fullmatch(request.headers.get("Authorization", ""))
    token = token_shown(shown[1], address) if shown else None
    if token is None:
        if not ratelimit.consume(request, action="api_unknown", key="-"):
            raise TooMany("too_many", _("This was asked too often. Wait a while and try again."))
        return None
    left = USES.count(token.uid)
    request.uses_left = left  # type: ignore[attr-defined]  # for the headers that tell it
    if left.is_over:
        raise TooMany("too_many", _("This was asked too often. Wait a while and try again."))
    return Actor.token(
        token.pk,
        owner=token.person_id,
        scopes=frozenset(token.scopes),
        within=token.account_id,
        door=door,
        address=address,
    )
