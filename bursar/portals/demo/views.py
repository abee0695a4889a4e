"""The demo's mailbox: everybody's mails, newest first, to be read by whoever tries Bursar out."""

from functools import wraps
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import urlize
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from bursar.core.errors import NotKnown
from bursar.mail import queries
from bursar.portals.doors import View

PAGE_SIZE = 50


def only_in_the_demo(view: View) -> View:
    """Anywhere else there is no such page: it would show everybody's mail to anybody."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not settings.BURSAR_DEMO:
            raise NotKnown
        return view(request, **kwargs)

    return guarded


@require_safe
@only_in_the_demo
def mailbox(request: HttpRequest) -> HttpResponse:
    """All mails, or those to one address."""
    address = request.GET.get("to", "").strip().lower()
    found = Paginator(queries.delivered(address), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "demo/mailbox.html", {"mails": found, "address": address})


@require_safe
@only_in_the_demo
def mail(request: HttpRequest, number: int) -> HttpResponse:
    """One mail as text, its links to be followed."""
    found = queries.delivered_mail(number)
    text = mark_safe(urlize(found.text, autoescape=True))  # noqa: S308  # urlize escapes what is no link
    return render(request, "demo/mail.html", {"mail": found, "text": text})
