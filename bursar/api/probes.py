"""`/healthz`, `/readyz` and `/metrics`: for whatever keeps the site running, before sessions, host names and TLS."""

from collections.abc import Callable
from hmac import compare_digest

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from bursar.api.measures import CONTENT_TYPE, exposition
from bursar.api.readiness import Readiness


class Probes:
    """Answers the three addresses; they hold nothing about anybody, and `/metrics` asks for a token besides."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.readiness = Readiness()
        self.answers = {"/healthz": self._alive, "/readyz": self._ready, "/metrics": self._metrics}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One of the three, or pass through."""
        answer = self.answers.get(request.path_info)
        if answer is None or (answer == self._metrics and not settings.METRICS_TOKEN):
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        response = answer(request)
        response.headers["Cache-Control"] = "no-store"
        return response

    def _alive(self, request: HttpRequest) -> HttpResponse:
        """The process answers; nothing else is looked at, or a database's outage would restart every process."""
        return HttpResponse("ok\n", content_type="text/plain")

    def _ready(self, request: HttpRequest) -> HttpResponse:
        """503 with the names of what fails, so that a proxy sends people elsewhere."""
        failing = self.readiness.failing()
        return JsonResponse({"ready": not failing, "failing": failing}, status=503 if failing else 200)

    def _metrics(self, request: HttpRequest) -> HttpResponse:
        """For who holds BURSAR_METRICS_TOKEN (RFC 6750, 2.1); to others it answers as if the token were wrong."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not compare_digest(token.encode(), settings.METRICS_TOKEN.encode()):
            return HttpResponse(status=401, headers={"WWW-Authenticate": 'Bearer realm="metrics"'})
        return HttpResponse(exposition(), content_type=CONTENT_TYPE)
