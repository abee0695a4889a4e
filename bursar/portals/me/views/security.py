"""Signing in: address, password and sessions."""

from allauth.account.internal.flows.password_change import finalize_password_change
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from bursar.core.errors import Refused
from bursar.grants.queries import Holdings
from bursar.lifecycle.commands.signing_in import ask_new_address, note_sign_in_event
from bursar.portals.forms import refused
from bursar.portals.limits import limit
from bursar.portals.me.browsers import browser_name
from bursar.portals.me.door import actor, page
from bursar.portals.me.forms import ChangePasswordForm, NewAddressForm


@require_safe
@page
def security(request: HttpRequest, mine: Holdings) -> HttpResponse:
    """Where one is signed in, and with what."""
    found = UserSession.objects.purge_and_list(request.user)
    sessions = [
        {
            "browser": browser_name(session.user_agent),
            "address": session.ip,
            "since": session.created_at,
            "is_current": session.is_current(),
        }
        for session in sorted(found, key=lambda session: session.created_at, reverse=True)
    ]
    sessions.sort(key=lambda session: not session["is_current"])
    return render(request, "me/security.html", {"sessions": sessions})


@require_POST
@page
def end_sessions(request: HttpRequest, mine: Holdings) -> HttpResponse:
    """Sign out everywhere but here."""
    end_other_sessions(request, request.user)
    note_sign_in_event(actor(request), what="sessions_ended", person_id=mine.person_id)
    messages.success(request, _("You are signed out everywhere but here."))
    return HttpResponseRedirect(reverse("me:security"))


@sensitive_post_parameters("current")
@page
def address(request: HttpRequest, mine: Holdings) -> HttpResponse:
    """Ask to sign in with another address; it counts once confirmed."""
    form = NewAddressForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        limit(request, "sign_up_mail", form.cleaned_data["email"])
        try:
            ask_new_address(actor(request), email=form.cleaned_data["email"])
        except Refused as refusal:
            refused(form, refusal)
        else:
            messages.success(
                request, _("Check the inbox of your new address: it takes effect once you confirm it there.")
            )
            return HttpResponseRedirect(reverse("me:security"))
    return render(request, "me/address.html", {"form": form}, status=422 if form.is_bound else 200)


@sensitive_post_parameters("current", "password")
@page
def password(request: HttpRequest, mine: Holdings) -> HttpResponse:
    """Choose a new password; other sessions end."""
    form = ChangePasswordForm(request.POST or None, user=request.user)
    if request.method == "POST":
        limit(request, "change_password")
    if request.method == "POST" and form.is_valid():
        form.save()
        finalize_password_change(request, request.user)
        messages.success(request, _("Your password is changed. Wherever else you were signed in, you no longer are."))
        return HttpResponseRedirect(reverse("me:security"))
    return render(request, "me/password.html", {"form": form}, status=422 if form.is_bound else 200)
