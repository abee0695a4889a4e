"""Landing page, signing out of everything, and the choice of language."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django.views.i18n import set_language


def landing(request: HttpRequest) -> HttpResponse:
    """What this is, and the ways in."""
    return render(request, "public/landing.html")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Out of every portal at once."""
    logout(request)
    return HttpResponseRedirect(reverse("public:landing"))


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language chosen (cookie)."""
    return set_language(request)
