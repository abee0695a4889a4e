"""The page behind an invitation's link: it only shows; accepting and declining are POSTs (rule 4)."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from bursar.accounts.queries import person_by_email
from bursar.core.errors import NotKnown, Refused
from bursar.lifecycle.commands.invitations import accept_invitation, accept_with_new_sign_in, decline_invitation
from bursar.lifecycle.queries import invitation_by_token
from bursar.portals.doors import mark_entered
from bursar.portals.forms import refused
from bursar.portals.invitations import after_accepting, door_opened, shown
from bursar.portals.limits import limit
from bursar.portals.public.forms import NewSignInForm
from bursar.portals.public.visitor import visitor


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the offer; POST accepts it, signed in with the address it is for."""
    if request.method != "POST":
        return _page(request, token)
    if not request.user.is_authenticated:
        return HttpResponseRedirect(_sign_in_address(request, token))
    limit(request, "invitation")
    try:
        accepted = accept_invitation(visitor(request), token=token)
    except NotKnown:
        raise
    except Refused as refusal:
        return _page(request, token, refusal=refusal)
    messages.success(request, _("You have accepted the invitation."))
    return HttpResponseRedirect(after_accepting(accepted))


@require_POST
@sensitive_post_parameters("password")
def new_sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Accept by somebody new: name and password, then signed in."""
    limit(request, "invitation")
    found = invitation_by_token(token)
    if found is None or request.user.is_authenticated:
        return _page(request, token)
    form = NewSignInForm(request.POST)
    if not form.is_valid():
        return _page(request, token, form=form)
    try:
        accepted = accept_with_new_sign_in(
            visitor(request), token=token, **form.cleaned_data, language=get_language() or "en"
        )
    except Refused as refusal:
        refused(form, refusal)
        return _page(request, token, form=form)
    credentials = {"email": accepted.email, "password": form.cleaned_data["password"]}
    login = Login(user=person_by_email(accepted.email), email=accepted.email, redirect_url=after_accepting(accepted))
    messages.success(request, _("You have accepted the invitation."))
    answer: HttpResponse = perform_password_login(request, credentials, login)
    if door := door_opened(accepted):
        mark_entered(request, door, accepted.account.number)
    return answer


@require_POST
def decline(request: HttpRequest, token: str) -> HttpResponse:
    """No, thank you."""
    limit(request, "invitation")
    try:
        decline_invitation(visitor(request), token=token)
    except NotKnown:
        raise
    except Refused as refusal:
        return _page(request, token, refusal=refusal)
    return _page(request, token)


def _page(
    request: HttpRequest, token: str, *, form: NewSignInForm | None = None, refusal: Refused | None = None
) -> HttpResponse:
    found = invitation_by_token(token)
    if found is None:
        return render(request, "public/invitation_gone.html", {"state": "unknown"}, status=404)
    offer = shown(found, request.user if request.user.is_authenticated else None)
    if offer.state != "open":
        gone = {"state": offer.state, "offer": offer}
        return render(request, "public/invitation_gone.html", gone, status=refusal.status if refusal else 410)
    blank = NewSignInForm(initial={"first_name": found.first_name, "last_name": found.last_name})
    context = {
        "offer": offer,
        "token": token,
        "form": form or blank,
        "refusal": refusal,
        "sign_in_url": _sign_in_address(request, token),
    }
    status = refusal.status if refusal else (422 if form else 200)
    return render(request, "public/invitation.html", context, status=status)


def _sign_in_address(request: HttpRequest, token: str) -> str:
    here = reverse("public:invitation", kwargs={"token": token})
    return f"{reverse('public:sign-in')}?next={here}"
