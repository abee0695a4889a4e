"""One's own name and language."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from bursar.accounts.queries import person_by_id
from bursar.grants.queries import Holdings
from bursar.lifecycle.commands.signing_in import change_profile
from bursar.portals.me.door import actor, page
from bursar.portals.me.forms import ProfileForm


@page
def profile(request: HttpRequest, mine: Holdings) -> HttpResponse:
    """Show and change."""
    person = person_by_id(mine.person_id)
    initial = {"first_name": person.first_name, "last_name": person.last_name, "language": person.language}
    form = ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_profile(actor(request), **form.cleaned_data)
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("Your profile is saved."))
        answer = HttpResponseRedirect(reverse("me:profile"))
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"], samesite="Lax", secure=settings.IS_TLS
        )
        return answer
    return render(request, "me/profile.html", {"form": form}, status=422 if form.is_bound else 200)
