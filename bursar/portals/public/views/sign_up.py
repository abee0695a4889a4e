"""Signing up: asking, the mail on its way, confirming (rule 1)."""

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from bursar.accounts.queries import person_by_email
from bursar.core.errors import Refused
from bursar.lifecycle.commands.sign_up import ask_sign_up, confirm_sign_up, resend_sign_up
from bursar.lifecycle.queries import SignUp, sign_up_by_token
from bursar.portals.doors import mark_entered
from bursar.portals.forms import refused
from bursar.portals.limits import limit
from bursar.portals.public.forms import ConfirmSignUpForm, SignUpForm
from bursar.portals.public.visitor import visitor


@sensitive_post_parameters("password")
def sign_up(request: HttpRequest) -> HttpResponse:
    """Ask for an account; the answer is the same whether or not the address signs in already."""
    form = SignUpForm(request.POST or None)
    if request.method == "POST":
        limit(request, "signup")
    if request.method == "POST" and form.is_valid():
        limit(request, "sign_up_mail", form.cleaned_data["email"])
        ask_sign_up(visitor(request), **form.cleaned_data, language=get_language() or "en")
        request.session["sign_up_email"] = form.cleaned_data["email"].strip().lower()
        return HttpResponseRedirect(reverse("public:sign-up-sent"))
    return render(request, "account/sign_up.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def sign_up_sent(request: HttpRequest) -> HttpResponse:
    """Check your e-mail."""
    return render(request, "account/sign_up_sent.html", {"email": request.session.get("sign_up_email", "")})


@require_POST
def sign_up_again(request: HttpRequest) -> HttpResponse:
    """Send the mail once more, to the address this browser signed up with."""
    email = request.session.get("sign_up_email", "")
    if email:
        limit(request, "sign_up_mail", email)
        resend_sign_up(visitor(request), email=email)
        messages.success(request, _("The message is on its way again."))
    return HttpResponseRedirect(reverse("public:sign-up-sent"))


@sensitive_post_parameters("password")
def sign_up_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link: GET shows, POST makes the account."""
    found = sign_up_by_token(token)
    if found is None or found.is_dead:
        return render(request, "account/link_dead.html", {"again": reverse("public:sign-up")}, status=410)
    if found.is_done:
        return render(request, "account/sign_up_done.html", {"sign_up": found})
    if found.person_id is not None:
        return _confirm_one_more(request, token, found)
    return _confirm_first(request, token, found)


def _confirm_first(request: HttpRequest, token: str, found: SignUp) -> HttpResponse:
    form = ConfirmSignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limit(request, "confirm_sign_up", token)
        password = form.cleaned_data["password"]
        try:
            account = confirm_sign_up(visitor(request), token=token, password=password)
        except Refused as refusal:
            refused(form, refusal)
        else:
            return _sign_in(request, found.email, password, account.number)
    context = {"form": form, "sign_up": found, "may_confirm": True}
    return render(request, "account/sign_up_confirm.html", context, status=422 if form.is_bound else 200)


def _confirm_one_more(request: HttpRequest, token: str, found: SignUp) -> HttpResponse:
    may_confirm = request.user.pk == found.person_id
    if request.method == "POST":
        account = confirm_sign_up(visitor(request), token=token)
        messages.success(request, _("The account %(name)s is yours.") % {"name": account.name})
        return HttpResponseRedirect(reverse("admin:overview", kwargs={"number": account.number}))
    context = {"form": None, "sign_up": found, "may_confirm": may_confirm}
    return render(request, "account/sign_up_confirm.html", context)


def _sign_in(request: HttpRequest, email: str, password: str, number: str) -> HttpResponse:
    """Who has just proved address and password is signed in, and goes to the new account's admin portal."""
    person = person_by_email(email)
    target = reverse("admin:overview", kwargs={"number": number})
    messages.success(request, _("Your address is confirmed and your account is ready."))
    login = Login(user=person, email=email, redirect_url=target)
    answer: HttpResponse = perform_password_login(request, {"email": email, "password": password}, login)
    mark_entered(request, "admin", number)
    return answer
