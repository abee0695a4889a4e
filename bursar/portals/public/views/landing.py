"""What Bursar is, the ways in, the way out, and the choice of language."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from bursar.lifecycle.commands.signing_in import choose_language
from bursar.portals.entry import safe_next
from bursar.portals.public.visitor import visitor


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """What this is, and the ways in."""
    return render(request, "public/landing.html")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Out of every portal at once."""
    logout(request)
    return HttpResponseRedirect(safe_next(request, reverse("public:landing")))


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language chosen: with the person when there is one, in a cookie otherwise."""
    chosen = request.POST.get("language", "")
    if request.user.is_authenticated and chosen in dict(settings.LANGUAGES) and chosen != request.user.language:
        choose_language(visitor(request), language=chosen)
    return set_language(request)
