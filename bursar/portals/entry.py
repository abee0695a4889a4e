"""Entering and leaving a portal: its own sign-in page, "Continue as …", the chooser of accounts, and the way out."""

from typing import Any

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.views import LoginView
from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from bursar.access.permissions import Permission
from bursar.core.errors import NotKnown
from bursar.grants import queries as grants
from bursar.portals.doors import Door, actor_of, mark_entered, mark_left, needs_password
from bursar.portals.forms import ProofForm, SignInForm
from bursar.portals.limits import limit

PURPOSES = {
    "admin": _l("For people, groups and roles. It gives no access to bills."),
    "billing": _l("For billing administrators: invoices, payments and who looks after them."),
    "pbx": _l("For the telephone system: who may do what, and the invoices if you may see them."),
}
BY_ROLE = _l("For Super admins, and for roles that open it: invoices, payments and who looks after them.")


def urls(door: Door) -> list[URLPattern]:
    """The addresses of a portal's door: chooser, sign-in pages, another person, leaving."""
    account_sign_in = sensitive_post_parameters("password")(_AccountSignIn(door))
    return [
        path("", _Chooser(door), name="home"),
        path("sign-in/", _SignIn.as_view(door=door), name="sign-in"),
        path("switch/", require_POST(_Switch(door)), name="switch"),
        path("<str:number>/sign-in/", account_sign_in, name="account-sign-in"),
        path("<str:number>/switch/", require_POST(_Switch(door)), name="account-switch"),
        path("<str:number>/leave/", require_POST(_Leave(door)), name="leave"),
    ]


def safe_next(request: HttpRequest, default: str) -> str:
    """The `next` address when it is a path of this site, else `default`: no open redirects."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    is_path = target.startswith("/") and url_has_allowed_host_and_scheme(target, None)
    return target if is_path else default


class _SignIn(LoginView):  # type: ignore[misc]
    """A portal's own sign-in page: the same password, another door. Unknown accounts look like known ones."""

    door: Any = None  # set by as_view
    number: str = ""
    form_class = SignInForm
    template_name = "entry/sign_in.html"

    def get_form_class(self) -> type[SignInForm]:
        return SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self.get_form()
        return {"form": form, "door": self.door, "next": safe_next(self.request, ""), **_about(self.door)}

    def get_success_url(self) -> str:
        default = "overview" if self.number else "home"
        kwargs = {"number": self.number} if self.number else None
        return safe_next(self.request, reverse(f"{self.door.key}:{default}", kwargs=kwargs))

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        return render(self.request, self.template_name, self.get_context_data(form=form), status=422)

    def form_valid(self, form: SignInForm) -> HttpResponseBase:
        response: HttpResponseBase = super().form_valid(form)
        if self.request.user.is_authenticated:
            for number in _where_to_enter(self.request, self.door, self.number):
                mark_entered(self.request, self.door.key, number)
        return response


def _about(door: Door, *, by_role: bool = False) -> dict[str, Any]:
    return {"purpose": BY_ROLE if by_role and door.key == "billing" else PURPOSES.get(door.key, "")}


def _where_to_enter(request: HttpRequest, door: Door, number: str) -> list[str]:
    """After signing in at a door: the account it is the door of, or the only one; only where one may enter."""
    numbers = [account.number for account in grants.accounts_where(int(request.user.pk or 0), door.enter)]
    if number:
        return [number] if number in numbers else []
    return numbers if len(numbers) == 1 else []


class _Chooser:
    """Which account's portal: at once when there is one, a choice when there are several (rule 11)."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign-in page, the only account, or the choice; POST enters the one chosen."""
        if not request.user.is_authenticated:
            return HttpResponseRedirect(reverse(f"{self.door.key}:sign-in"))
        enterable = grants.accounts_where(int(request.user.pk), self.door.enter)
        found = enterable or self._no_further_than_sign_in(request)
        if request.method == "POST":
            return self._choose(request, [a.number for a in found], [a.number for a in enterable])
        if len(found) == 1:
            page = "overview" if enterable else "account-sign-in"
            return HttpResponseRedirect(reverse(f"{self.door.key}:{page}", kwargs={"number": found[0].number}))
        context = {"door": self.door, "accounts": found, **_about(self.door)}
        return render(request, "entry/chooser.html", context)

    def _no_further_than_sign_in(self, request: HttpRequest) -> list[Any]:
        """Admins and Super admins without billing rights are led to the billing portal's sign-in page (S3)."""
        if self.door.enter is not Permission.BILLING_PORTAL_ENTER:
            return []
        return list(grants.accounts_where(int(request.user.pk or 0), Permission.ADMIN_PORTAL_ENTER))

    def _choose(self, request: HttpRequest, numbers: list[str], enterable: list[str]) -> HttpResponse:
        number = request.POST.get("number", "")
        if number not in numbers:
            raise NotKnown
        if number not in enterable or needs_password(request, self.door.key, number):
            return HttpResponseRedirect(reverse(f"{self.door.key}:account-sign-in", kwargs={"number": number}))
        mark_entered(request, self.door.key, number)
        return HttpResponseRedirect(reverse(f"{self.door.key}:overview", kwargs={"number": number}))


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
            limit(request, "reauthenticate")
            form = ProofForm(request.POST, user=request.user)
            if not form.is_valid():
                return self._greet(request, access, form)
            _prove(request)
        if not access.may(self.door.enter):
            return self.door.refusal(request, access)
        mark_entered(request, self.door.key, access.account.number)
        overview = reverse(f"{self.door.key}:overview", kwargs={"number": access.account.number})
        return HttpResponseRedirect(safe_next(request, overview))

    def _greet(self, request: HttpRequest, access: grants.Access, form: Any) -> HttpResponse:
        number = access.account.number
        if form is None and needs_password(request, self.door.key, number):
            form = ProofForm(user=request.user)
        context = {
            "door": self.door,
            "account": access.account,
            "form": form,
            "next": safe_next(request, ""),
            **_about(self.door, by_role=access.goes_by_role),
        }
        return render(request, "entry/continue.html", context, status=422 if form and form.is_bound else 200)


def _prove(request: HttpRequest) -> None:
    """Note the proof and give the session a new key, which the list of sessions follows."""
    reauthenticate_by_password(request)
    old = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=old).delete()
    UserSession.objects.create_from_request(request)


class _Switch:
    """“Not me”: out, and to the same sign-in page as somebody else."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def __call__(self, request: HttpRequest, number: str = "") -> HttpResponse:
        """Sign out of everything and ask who it is."""
        logout(request)
        target = f"{self.door.key}:account-sign-in" if number else f"{self.door.key}:sign-in"
        return HttpResponseRedirect(reverse(target, kwargs={"number": number} if number else None))


class _Leave:
    """Leave one portal; the others stay entered."""

    def __init__(self, door: Door) -> None:
        self.door = door

    def __call__(self, request: HttpRequest, number: str) -> HttpResponse:
        """Forget the mark; the next entry asks for the password."""
        if not request.user.is_authenticated:
            return HttpResponseRedirect(reverse(f"{self.door.key}:account-sign-in", kwargs={"number": number}))
        mark_left(request, self.door.key, grants.access(actor_of(request, self.door.key), number).account.number)
        return HttpResponseRedirect(reverse(f"{self.door.key}:account-sign-in", kwargs={"number": number}))
