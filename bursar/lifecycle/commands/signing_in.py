"""What a person does with their own sign-in: recorded when it happened, or done here."""

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.accounts.models import Person
from bursar.accounts.queries import person_by_email
from bursar.accounts.steps import hold
from bursar.audit.kinds import Kind
from bursar.audit.recording import audited, record
from bursar.core import clock
from bursar.core.errors import Forbidden, Refused
from bursar.lifecycle import events
from bursar.mail.outbox import enqueue

HAPPENED: dict[str, Kind] = {
    "signed_in": events.SIGNED_IN,
    "signed_out": events.SIGNED_OUT,
    "sign_in_failed": events.SIGN_IN_FAILED,
    "password_changed": events.PASSWORD_CHANGED,
    "sessions_ended": events.SESSIONS_ENDED,
}


@audited
def note_sign_in_event(actor: Actor, *, what: str, person_id: int | None) -> None:
    """Record what the sign-in machinery did; `person_id` is None when nobody is known by the address given."""
    record(actor, HAPPENED[what], account=None, on=("person", person_id) if person_id else None)


@audited
def ask_password_reset(actor: Actor, *, email: str) -> None:
    """Write to the address. Whether somebody signs in with it is looked at when the mail is made, not here."""
    record(actor, events.PASSWORD_RESET_ASKED, account=None)
    enqueue("person.password_reset", account=None, address=email.strip().lower(), about={})


@audited
def change_profile(actor: Actor, *, first_name: str, last_name: str, language: str) -> None:
    """Change one's own name and language; nobody else may."""
    person = _self(actor)
    asked = {"first_name": first_name, "last_name": last_name, "language": language}
    changed = sorted(name for name, value in asked.items() if getattr(person, name) != value)
    old_language = person.language
    person.first_name, person.last_name, person.language = first_name, last_name, language
    person.save(update_fields=[*asked, "name_folded"])
    record(
        actor,
        events.PROFILE_CHANGED,
        account=None,
        on=("person", person.pk),
        old={"language": old_language},
        new={"language": language, "fields": changed},  # names are looked up when shown, never kept in an entry
    )


@audited
def choose_language(actor: Actor, *, language: str) -> None:
    """The language of one's pages and mails."""
    person = _self(actor)
    old, person.language = person.language, language
    person.save(update_fields=["language"])
    record(actor, events.LANGUAGE_CHOSEN, account=None, on=("person", person.pk), old=old, new=language)


@audited
def ask_new_address(actor: Actor, *, email: str) -> None:
    """Write to the address one wants to sign in with; it counts once confirmed. Another's address is not told apart."""
    person = _self(actor)
    address = email.strip().lower()
    if address == person.email:
        raise Refused("same_address", _("This is your address already."), field="email")
    EmailAddress.objects.filter(user=person, verified=False).delete()
    waiting = EmailAddress.objects.create(user=person, email=address, verified=False, primary=False)
    record(actor, events.ADDRESS_ASKED, account=None, on=("person", person.pk))
    enqueue("person.confirm_address", account=None, address=address, about={"address": waiting.pk})


@audited
def confirm_address(actor: Actor, *, key: str) -> None:
    """The address behind the link becomes the one that signs in; a person who asked for it does it signed in.

    Otherwise a link sent to a stranger would make their address somebody else's.
    """
    waiting = _waiting(key)
    person = hold(waiting.user_id)
    waiting = _waiting(key)  # looked at again: replaced or used while another one held the person
    if actor.person_id != person.pk and waiting.email != person.email:
        raise Forbidden("sign_in_first", _("Sign in to confirm your new address."))
    if not waiting.can_set_verified() or _taken(waiting.email, person):
        raise Refused("address_taken", _("This address cannot be used."))
    old = person.email
    EmailAddress.objects.filter(user=person).exclude(pk=waiting.pk).delete()
    EmailAddress.objects.filter(pk=waiting.pk).update(verified=True, primary=True)
    person.email, person.confirmed_at = waiting.email, person.confirmed_at or clock.now()
    person.save(update_fields=["email", "confirmed_at", "name_folded"])
    record(actor, events.ADDRESS_CONFIRMED, account=None, on=("person", person.pk))
    if old != person.email:
        enqueue("person.address_changed", account=None, address=old, about={"person": person.pk})


def _waiting(key: str) -> EmailAddress:
    confirmation = EmailConfirmationHMAC.from_key(key)
    if confirmation is None:
        raise Refused("link_dead", _("This link has expired, was used already or was replaced by a newer one."))
    address: EmailAddress = confirmation.email_address
    return address


def _taken(email: str, person: Person) -> bool:
    holder = person_by_email(email)
    return holder is not None and holder.pk != person.pk


def _self(actor: Actor) -> Person:
    return hold(actor.person_id or 0)
