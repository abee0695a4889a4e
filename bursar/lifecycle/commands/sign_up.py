"""Signing up: asked for by anybody, completed exactly once by whoever proves the address (rule 1, S5)."""

from django.contrib.auth.hashers import check_password, make_password
from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.accounts.models import Account, Person
from bursar.accounts.queries import person_by_email
from bursar.accounts.steps import create_person
from bursar.audit.recording import audited, record, unchanged
from bursar.core import clock
from bursar.core.errors import Forbidden, Refused
from bursar.core.ids import token_hash
from bursar.grants.models import Grant
from bursar.lifecycle import events
from bursar.lifecycle.models import LIFETIME, PendingSignUp
from bursar.lifecycle.steps import make_founder, provision_account
from bursar.mail.outbox import enqueue


@audited
def ask_sign_up(
    actor: Actor,
    *,
    first_name: str,
    last_name: str,
    email: str,
    password: str,
    organisation: str,
    time_zone: str,
    language: str,
) -> PendingSignUp:
    """Note what is asked for and write to the address.

    Whether the address signs in already is not looked at here, only when the mail is made: the answer and its cost
    are the same for known and unknown addresses (rule 12).
    """
    sign_up = PendingSignUp.objects.create(
        email=email.strip().lower(),
        first_name=first_name,
        last_name=last_name,
        password=make_password(password),
        organisation=organisation,
        time_zone=time_zone,
        language=language,
    )
    record(actor, events.SIGN_UP_ASKED, account=None, on=("sign_up", sign_up.pk))
    _tell(sign_up)
    return sign_up


@audited
def resend_sign_up(actor: Actor, *, email: str) -> None:
    """Send the newest sign-up's mail again; for an address without one nothing happens, and nothing tells so."""
    waiting = PendingSignUp.objects.filter(
        email=email.strip().lower(), completed_at__isnull=True, created_at__gt=clock.now() - LIFETIME
    )
    sign_up = waiting.order_by("-pk").first()
    if sign_up is None:
        unchanged()
        return
    record(actor, events.SIGN_UP_ASKED, account=None, on=("sign_up", sign_up.pk))
    _tell(sign_up)


@audited
def confirm_sign_up(actor: Actor, *, token: str, password: str = "") -> Account:
    """Make the account (and the person, if new) in one transaction; again, or at the same time: the same account.

    A new person proves by the password that the sign-up was theirs; a person who signs in already does it signed in.
    """
    sign_up = PendingSignUp.objects.filter(token_hash=token_hash(token)).first()
    if sign_up is None or (sign_up.is_expired and sign_up.completed_at is None):
        raise _dead_link()
    made = _claim(sign_up)
    if made is not None:
        unchanged()
        return made
    person = _proved(actor, sign_up, password)
    account = provision_account(
        actor, name=sign_up.organisation, time_zone=sign_up.time_zone, language=sign_up.language, has_owner=True
    )
    make_founder(Actor.person(person.pk, door=actor.door, address=actor.address), account, person, Grant.How.SIGN_UP)
    PendingSignUp.objects.filter(pk=sign_up.pk).update(person=person, account=account)
    return account


def _claim(sign_up: PendingSignUp) -> Account | None:
    """Take the sign-up before anybody else does; answers the account if somebody did.

    One UPDATE decides between concurrent confirmations at every isolation level. A new address gets one account
    however often it signed up; a person who signs in already gets one for each organisation.
    """
    if sign_up.account is not None:
        return sign_up.account  # an old link again: what was asked for since stays as it is
    now = clock.now()
    same = PendingSignUp.objects.filter(email=sign_up.email, completed_at__isnull=True)
    if person_by_email(sign_up.email) is not None:
        same = same.filter(organisation=sign_up.organisation)
    same.update(completed_at=now, password="")  # the hash in hand is all that is needed of it
    stored = PendingSignUp.objects.select_related("account").get(pk=sign_up.pk)
    if stored.account is not None:
        return stored.account
    if stored.completed_at != now:
        raise _dead_link()
    return None


def _proved(actor: Actor, sign_up: PendingSignUp, password: str) -> Person:
    person = person_by_email(sign_up.email)
    if person is not None:
        if actor.person_id != person.pk:
            raise Forbidden("sign_in_first", _("Sign in with this address to confirm the new account."))
        return person
    if not check_password(password, sign_up.password):
        raise Refused(
            "wrong_password", _("This is not the password that was chosen when signing up."), field="password"
        )
    return create_person(
        sign_up.email,
        first_name=sign_up.first_name,
        last_name=sign_up.last_name,
        language=sign_up.language,
        password_hash=sign_up.password,
    )


def _dead_link() -> Refused:
    return Refused(
        "link_dead", _("This link has expired or was replaced by a newer one. Sign up again to get another.")
    )


def _tell(sign_up: PendingSignUp) -> None:
    enqueue("sign_up.confirm", account=None, address=sign_up.email, about={"sign_up": sign_up.pk})
