"""The one listener: what the sign-in machinery says that it did, written to the record."""

from typing import Any

from allauth.account import signals as allauth
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from bursar.access.actor import Actor, ActorKind
from bursar.accounts.queries import person_by_email
from bursar.lifecycle.commands.signing_in import note_sign_in_event


@receiver(allauth.user_logged_in)
def signed_in(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Somebody signed in with their password."""
    _note(request, user, "signed_in")


@receiver(user_logged_out)
def signed_out(request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    """Somebody signed out of everything."""
    if request is not None and user is not None:
        _note(request, user, "signed_out")


@receiver(user_login_failed)
def sign_in_failed(credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any) -> None:
    """A wrong password, or an address that nobody signs in with."""
    if request is None:
        return
    person = person_by_email(str(credentials.get("email") or ""))
    visitor = Actor(ActorKind.JOB, None, "public", request.META.get("REMOTE_ADDR", ""))
    note_sign_in_event(visitor, what="sign_in_failed", person_id=person.pk if person else None)


@receiver([allauth.password_changed, allauth.password_set, allauth.password_reset])
def password_changed(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """A new password."""
    _note(request, user, "password_changed")


def _note(request: HttpRequest, user: Any, what: str) -> None:
    actor = Actor.person(user.pk, door="public", address=request.META.get("REMOTE_ADDR", ""))
    note_sign_in_event(actor, what=what, person_id=user.pk)
