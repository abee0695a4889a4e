"""The general sign-in (for My account), and a new password by mail: allauth's views with our words and pages."""

from typing import Any

from allauth.account.views import LoginView, PasswordResetFromKeyView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bursar.core.errors import Refused
from bursar.lifecycle.commands.signing_in import ask_password_reset, confirm_address
from bursar.portals.entry import safe_next
from bursar.portals.forms import SignInForm
from bursar.portals.limits import limit
from bursar.portals.public.forms import AddressForm, NewPasswordForm
from bursar.portals.public.visitor import visitor


class SignIn(LoginView):  # type: ignore[misc]
    """Sign in, and on to My account or where one wanted to go."""

    form_class = SignInForm
    template_name = "account/sign_in.html"

    def get_form_class(self) -> type[SignInForm]:
        """Ours, not the one that allauth's settings name."""
        return SignInForm

    def get_success_url(self) -> str:
        """Only addresses of this site."""
        return safe_next(self.request, reverse("me:home"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page's own context; allauth's would name addresses that we do not have."""
        return {"form": kwargs.get("form") or self.get_form(), "next": safe_next(self.request, "")}

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        """422, as for every form that is not accepted."""
        return render(self.request, self.template_name, self.get_context_data(form=form), status=422)


sign_in = SignIn.as_view()


def password_reset(request: HttpRequest) -> HttpResponse:
    """Ask for a new password; the answer is the same whether or not somebody signs in with the address."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limit(request, "reset_mail", form.cleaned_data["email"])
        ask_password_reset(visitor(request), email=form.cleaned_data["email"])
        return HttpResponseRedirect(reverse("public:password-reset-sent"))
    return render(request, "account/password_reset.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def password_reset_sent(request: HttpRequest) -> HttpResponse:
    """Check your e-mail."""
    return render(request, "account/password_reset_sent.html")


class NewPassword(PasswordResetFromKeyView):  # type: ignore[misc]
    """The page behind the link: a new password. allauth takes the key out of the address before showing it."""

    template_name = "account/password_new.html"
    success_url = reverse_lazy("public:sign-in")

    def get_form_class(self) -> type[NewPasswordForm]:
        """One field: it can be shown, so that it need not be typed twice."""
        return NewPasswordForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Without a form when the link is dead."""
        if kwargs.get("token_fail"):
            return {"form": None}
        return {"form": kwargs.get("form") or self.get_form()}

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """A dead link is gone; a refused password is not accepted."""
        if context["form"] is None:
            again = {"again": reverse("public:password-reset")}
            return render(self.request, "account/link_dead.html", again, status=410)
        return render(self.request, self.template_name, context, status=422 if context["form"].is_bound else 200)

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:
        """Changed; sign in with it."""
        answer: HttpResponse = super().form_valid(form)
        messages.success(self.request, _("Your password is changed. Sign in with the new one."))
        return answer


new_password = NewPassword.as_view()


def address_confirm(request: HttpRequest, key: str) -> HttpResponse:
    """The page behind the link: GET shows, POST confirms, signed in as whoever asked."""
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            confirm_address(visitor(request), key=key)
        except Refused as caught:
            refusal = caught
        else:
            messages.success(request, _("Your address is confirmed."))
            return HttpResponseRedirect(reverse("me:home"))
    status = refusal.status if refusal else 200
    return render(request, "account/address_confirm.html", {"refusal": refusal}, status=status)
