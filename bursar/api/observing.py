"""Every request counted, timed and logged: by the pattern of its address, for the address itself may hold a secret."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from bursar.api.measures import DURATION, REQUESTS

log = logging.getLogger("bursar.request")

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Observed:
    """Counts and logs what was answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass through, with a clock."""
        began = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - began
        route = f"/{request.resolver_match.route}" if request.resolver_match else "unknown"
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(method, route, response.status_code).inc()
        DURATION.labels(route).observe(seconds)
        if log.isEnabledFor(logging.INFO):
            log.info("%s %s %d", method, route, response.status_code, extra={"fields": _fields(request, seconds)})
        return response


def _fields(request: HttpRequest, seconds: float) -> dict[str, object]:
    """Who asked, by number and network address: whoever reads the log is the operator, and looks names up elsewhere."""
    user = getattr(request, "user", None)
    return {
        "milliseconds": round(1000 * seconds, 1),
        "person": user.pk if user is not None and user.is_authenticated else None,
        "address": request.META.get("REMOTE_ADDR", ""),
    }
