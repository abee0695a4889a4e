"""Entering and leaving a portal: its own sign-in page, "Continue as …", the chooser of accounts, and the way out."""

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from bursar.core.errors import NotKnown
from bursar.grants import queries as grants
from bursar.portals.doors import Door, actor_of, mark_entered, mark_left, needs_password


def urls(door: Door) -> list[URLPattern]:
    """The addresses of a portal's door: chooser, sign-in pages, leaving."""
    return [
        path("", _Chooser(door), name="home"),
        path("sign-in/", _sign_in(door), name="sign-in"),
        path("<str:number>/sign-in/", _AccountSignIn(door), name="account-sign-in"),
        path("<str:number>/leave/", require_POST(_Leave(door)), name="leave"),
    ]


def safe_next(request: HttpRequest, default: str) -> str:
    """The `next` address when it stays on this site, else `default`: no open redirects."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if allowed else default


class _SignIn(LoginView):  # type: ignore[misc]
    """A portal's own sign-in page: the same password, another door."""

    door: Any = None  # set by as_view
    number: str = ""
    form_class = LoginForm
    template_name = "entry/sign_in.html"
    redirect_authenticated_user = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "door": self.door, "next": safe_next(self.request, "")}

    def get_success_url(self) -> str:
        default = "overview" if self.number else "home"
        kwargs = {"number": self.number} if self.number else None
        return safe_next(self.request, reverse(f"{self.door.key}:{default}", kwargs=kwargs))

    def form_valid(self, form: LoginForm) -> HttpResponseBase:
        response: HttpResponseBase = super().form_valid(form)
        if self.request.user.is_authenticated:
            entered = [self.number] if self.number else _where_to_enter(self.request, self.door)
            for number in entered:
                mark_entered(self.request, self.door.key, number)
        return response


def _sign_in(door: Door) -> Any:
    return _SignIn.as_view(door=door)


def _where_to_enter(request: HttpRequest, door: Door) -> list[str]:
    """After signing in at a door: the one account it can lead to; with several, one chooses first."""
    found = grants.accounts_where(int(request.user.pk or 0), door.enter)
    return [found[0].number] if len(found) == 1 else []


class _Chooser:
    """Which account's portal: at once when there is one, a choice when there are several."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign-in page, the only account, or the choice."""
        if not request.user.is_authenticated:
            return HttpResponseRedirect(reverse(f"{self.door.key}:sign-in"))
        found = grants.accounts_where(int(request.user.pk), self.door.enter)
        if len(found) == 1:
            return HttpResponseRedirect(reverse(f"{self.door.key}:overview", kwargs={"number": found[0].number}))
        return render(request, "entry/chooser.html", {"door": self.door, "accounts": found})


class _AccountSignIn:
    """The sign-in page of one account's portal: greets who is signed in already, else asks for address and password."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def __call__(self, request: HttpRequest, number: str) -> HttpResponseBase:
        """Show or take "Continue as …"; the gate decides afterwards."""
        if not request.user.is_authenticated:
            answer: HttpResponseBase = _SignIn.as_view(door=self.door, number=number)(request)
            return answer
        access = grants.access(actor_of(request, self.door.key), number)
        if request.method == "POST":
            return self._enter(request, access)
        return self._greet(request, access, None)

    def _enter(self, request: HttpRequest, access: grants.Access) -> HttpResponse:
        if needs_password(request, self.door.key, access.account.number):
            form = ReauthenticateForm(request.POST, user=request.user)
            if not form.is_valid():
                return self._greet(request, access, form)
            reauthenticate_by_password(request)
        if not access.may(self.door.enter):
            return self.door.refusal(request, access)
        mark_entered(request, self.door.key, access.account.number)
        overview = reverse(f"{self.door.key}:overview", kwargs={"number": access.account.number})
        return HttpResponseRedirect(safe_next(request, overview))

    def _greet(self, request: HttpRequest, access: grants.Access, form: Any) -> HttpResponse:
        number = access.account.number
        if form is None and needs_password(request, self.door.key, number):
            form = ReauthenticateForm(user=request.user)
        context = {"door": self.door, "account": access.account, "form": form, "next": safe_next(request, "")}
        return render(request, "entry/continue.html", context, status=200)


class _Leave:
    """Leave one portal; the others stay entered."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def __call__(self, request: HttpRequest, number: str) -> HttpResponse:
        """Forget the mark; the next entry asks for the password."""
        if not request.user.is_authenticated:
            raise NotKnown
        mark_left(request, self.door.key, number)
        return HttpResponseRedirect(reverse(f"{self.door.key}:account-sign-in", kwargs={"number": number}))
