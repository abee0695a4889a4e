"""What is refused, as `application/problem+json` (RFC 9457) with a stable code, whoever refuses it."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from bursar.api.tokens import CHALLENGE
from bursar.audit.again import is_busy
from bursar.core.errors import Refused

PREFIX = "/api/"
CONTENT_TYPE = "application/problem+json"


class FieldError(Schema):
    """What is wrong with one member of what was sent."""

    field: str
    detail: str
    code: str = ""


class Problem(Schema):
    """Why a request was refused. `code` is stable, `detail` is a sentence in the language of Accept-Language."""

    title: str
    status: int
    code: str
    detail: str
    errors: list[FieldError] = []


def problem(status: int, code: str, detail: str, errors: list[dict[str, str]] | None = None) -> HttpResponse:
    """The answer that says so."""
    body = {"type": "about:blank", "title": _title(status), "status": status, "code": code, "detail": detail}
    body["errors"] = errors or []
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=CONTENT_TYPE)
    if status == 401:
        response["WWW-Authenticate"] = CHALLENGE
    if status in (429, 503):
        response["Retry-After"] = "60" if status == 429 else "1"
    return response


def of_refusal(refusal: Refused) -> HttpResponse:
    """A rule's refusal, with its own code and field."""
    errors = [{"field": refusal.field, "detail": str(refusal)}] if refusal.field else []
    return problem(refusal.status, refusal.code, str(refusal), errors)


def too_large() -> HttpResponse:
    """To a body that Django does not read: `DATA_UPLOAD_MAX_MEMORY_SIZE`."""
    return problem(413, "too_large", _("What was sent is larger than what is read here: 2 MB at most."))


def handle(api: NinjaAPI) -> None:
    """Have the API answer so whatever is raised in it."""
    answers: dict[type[Exception], Callable[[Any], HttpResponse]] = {
        Refused: of_refusal,
        AuthenticationError: lambda _error: _unauthenticated(),
        ValidationError: _invalid,
        Http404: lambda _error: _not_found(),
        RequestDataTooBig: lambda _error: too_large(),
        HttpError: lambda error: problem(error.status_code, "malformed", str(error)),
        Exception: _otherwise,
    }
    for kind, answer in answers.items():
        api.add_exception_handler(kind, partial(_answered, answer))


def _answered(answer: Callable[[Any], HttpResponse], _request: HttpRequest, error: Any) -> HttpResponse:
    return answer(error)


class Problems:
    """Whatever refuses a request to the API before or behind it (no such address, no such method) answers so too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass through; pages of errors become problems."""
        response = self.get_response(request)
        left = getattr(request, "uses_left", None)
        if response.status_code == 429 and left is not None and left.is_over:
            response["Retry-After"] = str(left.seconds)
        if not request.path_info.startswith(PREFIX) or response.status_code < 400:
            return response
        if response.headers.get("Content-Type", "").startswith((CONTENT_TYPE, "application/json")):
            return response
        code = {404: "not_found", 405: "method_not_allowed", 413: "too_large"}.get(response.status_code, "malformed")
        answer = problem(response.status_code, code, _title(response.status_code))
        if "Allow" in response.headers:
            answer["Allow"] = response["Allow"]
        return answer


def _unauthenticated() -> HttpResponse:
    return problem(401, "unauthenticated", _("A token of ours is needed: it is missing, over, or unknown."))


def _not_found() -> HttpResponse:
    return problem(404, "not_found", _title(404))


def _invalid(error: ValidationError) -> HttpResponse:
    errors = [{"field": _field(each), "detail": str(each["msg"])} for each in error.errors]
    return problem(422, "invalid", _("Something in the request is missing or cannot be understood."), errors)


def _field(error: dict[str, Any]) -> str:
    """Where it is, without the name that ninja gives the body's parameter."""
    place = [str(part) for part in error["loc"]]
    return ".".join(place[2:] if place[:1] == ["body"] else place[1:])


def _otherwise(error: Exception) -> HttpResponse:
    if is_busy(error):
        return problem(503, "busy", _("Too many are writing at this moment. Nothing was changed: try again."))
    raise error


def _title(status: int) -> str:
    return {
        400: _("Bad request"),
        401: _("Not signed in"),
        403: _("Not allowed"),
        404: _("Not found"),
        405: _("No such method here"),
        409: _("Conflict"),
        411: _("A length is needed"),
        412: _("Changed in between"),
        413: _("Too large"),
        415: _("Another content type is needed"),
        422: _("Refused"),
        428: _("If-Match is needed"),
        429: _("Too often"),
        503: _("Too busy"),
    }.get(status, _("Error"))
