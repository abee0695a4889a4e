"""Pages for what went wrong: refused, not found, forged, broken."""

import sys
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from bursar.audit.again import is_busy
from bursar.core.errors import Forbidden, Refused
from bursar.grants.queries import Lacking

RETRY_AFTER = 5  # seconds


def refusal_page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The refusal as a page; an unknown thing looks like every other unknown address."""
    if refusal.status == 404:
        return not_found(request)
    context: dict[str, Any] = {"title": _("This is not possible"), "text": str(refusal), "code": refusal.code}
    if isinstance(refusal, Forbidden) and isinstance(refusal.why, Lacking):
        context["lacking"] = refusal.why
    return render(request, "errors/error.html", context, status=refusal.status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same for what does not exist and for what one may not know of."""
    context = {
        "title": _("Page not found"),
        "text": _("There is nothing at this address, or nothing that you may see."),
    }
    return render(request, "errors/error.html", context, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 from Django itself."""
    context = {"title": _("This is not allowed"), "text": _("You may not do this.")}
    return render(request, "errors/error.html", context, status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 from Django itself."""
    context = {"title": _("This request could not be understood"), "text": _("Go back and try again.")}
    return render(request, "errors/error.html", context, status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old, or came from elsewhere; nothing was changed. Leads back to the page that it stood on.

    A link from a mail is opened in two tabs easily: what was done in the first is told by the page itself.
    """
    came_from = request.META.get("HTTP_REFERER", "")
    context = {
        "title": _("This form has expired"),
        "text": _(
            "Nothing was changed. Perhaps it was sent from another tab already, or you have signed in or out since. "
            "Load the page again to see."
        ),
        "again": came_from if url_has_allowed_host_and_scheme(came_from, {request.get_host()}) else "",
    }
    return render(request, "errors/error.html", context, status=403)


def busy_page(request: HttpRequest) -> HttpResponse:
    """503: so many write at this moment that there was no turn for this one; nothing was changed."""
    context = {
        "title": _("Too much is going on at this moment"),
        "text": _("Nothing was changed. Go back and try again in a few seconds."),
    }
    response = render(request, "errors/error.html", context, status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500: ours, not theirs."""
    if is_busy(sys.exc_info()[1]):
        return busy_page(request)  # outside any view: a session that could not be saved
    context = {
        "title": _("Something went wrong on our side"),
        "text": _("Whatever you were saving was not saved. Try again in a moment."),
    }
    return render(request, "errors/error.html", context, status=500)
