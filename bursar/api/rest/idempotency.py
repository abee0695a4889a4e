"""`Idempotency-Key`: a POST that is sent again under its key is answered again and not done again."""

import hashlib
from collections.abc import Callable
from io import BytesIO

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

from bursar.api.rest.auth import caller
from bursar.api.rest.problems import PREFIX, of_refusal, problem, too_large
from bursar.audit import calls
from bursar.audit.calls import Call
from bursar.core.errors import Refused
from bursar.invoices.receiving import LARGEST

HEADER = "Idempotency-Key"
LONGEST = 255
DOCUMENTS = f"{PREFIX}v1/documents"
_KEPT_HEADERS = ("Content-Type", "ETag", "Location")


class Idempotency:
    """Around the API's POSTs, whatever they do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer from what was kept, or let it be done and keep the answer."""
        key = request.headers.get(HEADER)
        if key is None or request.method != "POST" or not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        if not key.strip() or len(key) > LONGEST or not key.isprintable():
            return problem(400, "key_malformed", f"{HEADER}: 1 to {LONGEST} printable characters.")
        try:
            actor = caller(request)
            if actor is None or actor.id is None:
                return self.get_response(request)  # which answers 401
            call = calls.begin(actor.id, key, _asked(request))
        except Refused as refusal:
            return of_refusal(refusal)
        except RequestDataTooBig:
            return too_large()
        if call.status is not None:
            return _again(call)
        return self._first(request, call)

    def _first(self, request: HttpRequest, call: Call) -> HttpResponse:
        with calls.within(call=call.pk):
            response = self.get_response(request)
        if response.status_code >= 500 or response.status_code in (401, 429):
            calls.forget(call)  # nothing was decided about the request itself
        else:
            headers = {name: response[name] for name in _KEPT_HEADERS if name in response.headers}
            calls.answered(call, response.status_code, headers, response.content.decode())
        return response


def _asked(request: HttpRequest) -> str:
    """All that makes two requests the same one."""
    asked = hashlib.sha256(request.get_full_path().encode() + b"\n")
    asked.update(request.headers.get("If-Match", "").encode() + b"\n")
    asked.update(_sent(request))
    return asked.hexdigest()


def _sent(request: HttpRequest) -> bytes:
    """All that was sent. A document is larger than what Django takes for a body; the view can read it again."""
    if request.path_info == DOCUMENTS:
        content = request.read(LARGEST + 1)
        request._body, request._stream = content, BytesIO(content)
    return request.body


def _again(call: Call) -> HttpResponse:
    response = HttpResponse(call.body, status=call.status)
    for name, value in call.headers.items():
        response[name] = value
    response["Idempotent-Replayed"] = "true"
    return response
