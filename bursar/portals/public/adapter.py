"""allauth, wrapped once: its words, mails and answers are ours."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _l

from bursar.mail.outbox import enqueue

# What allauth would write from the request, and the mail of ours that the outbox sends instead.
NOTICES = {
    "account/email/password_changed": "person.password_changed",
    "account/email/password_set": "person.password_changed",
    "account/email/password_reset": "person.password_changed",
}
CONFIRMATIONS = {"account/email/email_confirmation", "account/email/email_confirmation_signup"}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Where allauth meets Bursar."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _l(
            "The address or the password is not right. If you have just signed up, confirm your address first."
        ),
        "incorrect_password": _l("This is not your password."),
        "enter_current_password": _l("This is not your password."),
        "too_many_login_attempts": _l("Too many failed attempts. Wait a few minutes and try again."),
        "invalid_password_reset": _l("This link has expired or was used already."),
        "rate_limited": _l("This was asked too often. Wait a while and try again."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing is sent from a request: the outbox is told what the mail is about, and no secret."""
        address = EmailAddress.objects.filter(email=email.lower()).order_by("-verified").first()
        if address is None:
            return
        if template_prefix in NOTICES:
            enqueue(NOTICES[template_prefix], account=None, person=address.user_id, about={})
        elif template_prefix in CONFIRMATIONS:
            enqueue("person.confirm_address", account=None, address=address.email, about={"address": address.pk})

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """A deactivated person is answered as if the password were wrong."""
        user = super().authenticate(request, **credentials)
        return user if user is None or user.is_active else None

    def set_password(self, user: Any, password: str) -> None:
        """Only the password: allauth would write back the whole person as they were, activity included."""
        user.set_password(password)
        user.save(update_fields=["password"])

    def is_ajax(self, request: HttpRequest) -> bool:
        """Pages only: allauth would answer scripts with JSON of its own."""
        return False

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Sign-up is ours (lifecycle); allauth's own is closed."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Only addresses of this site, and only paths."""
        return bool(url) and str(url).startswith("/") and bool(super().is_safe_url(url))
