"""What happens around every request: its id, whole text, the person's language, no copies kept, refusals as pages."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import translation
from django.utils.cache import patch_vary_headers

from bursar.audit.again import is_busy
from bursar.core.errors import Refused
from bursar.core.request import request_id
from bursar.portals.errors import bad_request, busy_page, not_found, refusal_page

GetResponse = Callable[[HttpRequest], HttpResponse]
METHODS = ("GET", "HEAD", "POST")
PROGRAMS = ("/api/", "/access/v1/")  # addresses that programs come to, not browsers


class RequestId:
    """Gives each request an id that its entries and log lines carry."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set the id for the time of the request."""
        request.bursar_request_id = secrets.token_hex(8)  # type: ignore[attr-defined]  # for lines after its end
        token = request_id.set(request.bursar_request_id)  # type: ignore[attr-defined]
        try:
            response = self.get_response(request)
            response.setdefault("X-Request-ID", request_id.get())  # a program's own comes back to it
            return response
        finally:
            request_id.reset(token)


class Language:
    """The person's own language; for others the chosen one (cookie) or the browser's."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate the language for the time of the request."""
        user = request.user
        chosen = user.language if user.is_authenticated else translation.get_language_from_request(request)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


class WholeText:
    """Answers 404 or 400 to text with NUL characters: no browser's form sends them, and PostgreSQL cannot hold them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """A cookie that holds one is no cookie of ours."""
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if "\x00" not in value}
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, *arguments: object) -> HttpResponse | None:
        """An address with one names nothing; a query or a form with one makes no sense."""
        if "\x00" in request.path_info:
            return not_found(request)
        has_form = not getattr(view, "csrf_exempt", False)  # a provider's notice is read as bytes, signature and all
        sent = [*request.GET.lists(), *(request.POST.lists() if has_form else ())]
        has_nul = any("\x00" in text for name, values in sent for text in (name, *values))
        return bad_request(request) if has_nul else None


class KnownMethods:
    """Pages are read and forms are posted; nothing here answers to any other method."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass through."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        """405 to whatever no browser sends: a page would take it for reading."""
        is_program = request.path_info.startswith(PROGRAMS)  # each of which knows its methods itself
        return None if is_program or request.method in METHODS else HttpResponseNotAllowed(METHODS)


class PrivatePages:
    """Pages made for a person are not kept by browsers or proxies."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Forbid storing whatever a view answered."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response


class Refusals:
    """Turns a refusal that no form has caught into a page with its status and reason."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass through."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A typed refusal becomes a page, too many at once another; anything else stays an error."""
        if is_busy(error):
            return busy_page(request)
        return refusal_page(request, error) if isinstance(error, Refused) else None
