"""Limits of rate, counted in the cache that all processes share (settings: ACCOUNT_RATE_LIMITS)."""

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext as _

from bursar.core.errors import TooMany


def limit(request: HttpRequest, action: str, key: str = "") -> None:
    """Count one more `action`. Raises TooMany when there were too many from this address, or for this `key`."""
    if not ratelimit.consume(request, action=action, key=key.strip().lower() or "-"):
        raise TooMany("too_many", _("This was asked too often. Wait a while and try again."))
