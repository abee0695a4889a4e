"""Answering an invitation: accepted once, by the person it is addressed to, while the inviter may still offer it."""

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.accounts.models import Invitation, Person
from bursar.accounts.queries import person_by_email, person_by_id
from bursar.accounts.steps import close_invitation, create_person, hold, join_from_invitation, lock
from bursar.audit.recording import audited, record
from bursar.billing.steps import appoint_from_invitation
from bursar.core.errors import Forbidden, NotKnown, Refused
from bursar.grants.models import Grant
from bursar.lifecycle import events
from bursar.lifecycle.offers import ensure_inviter_may
from bursar.lifecycle.queries import invitation_by_token
from bursar.lifecycle.steps import make_founder

Purpose = Invitation.Purpose


@audited
def accept_invitation(actor: Actor, *, token: str) -> Invitation:
    """The signed-in person takes what the link offers."""
    return _accept(actor, invitation_by_token(token), person_by_id(actor.person_id or 0))


@audited
def accept_own_invitation(actor: Actor, *, uid: str) -> Invitation:
    """The same from My account: signed in with the confirmed address, one needs no link."""
    return _accept(actor, _own(actor, uid), person_by_id(actor.person_id or 0))


@audited
def accept_with_new_sign_in(
    actor: Actor, *, token: str, first_name: str, last_name: str, password: str, language: str
) -> Invitation:
    """Somebody new takes what the link offers. The link went to that very address: having it proves the address."""
    invitation = invitation_by_token(token)
    if invitation is None or not invitation.is_open:
        raise _closed()
    if person_by_email(invitation.email) is not None:
        raise Forbidden("sign_in_first", _("Somebody signs in with this address already. Sign in to accept."))
    person = create_person(
        invitation.email, first_name=first_name, last_name=last_name, language=language, password=password
    )
    return _accept(Actor.person(person.pk, door=actor.door, address=actor.address), invitation, person)


@audited
def decline_invitation(actor: Actor, *, token: str) -> None:
    """Whoever has the link may say no: it went to the address it is about."""
    _decline(actor, invitation_by_token(token))


@audited
def decline_own_invitation(actor: Actor, *, uid: str) -> None:
    """The same from My account."""
    _decline(actor, _own(actor, uid))


def _accept(actor: Actor, found: Invitation | None, person: Person) -> Invitation:
    if found is None:
        raise NotKnown
    hold(person.pk)  # deactivated while the page was open: not known; before the account, as a deactivation does
    invitation = _locked(found)
    if not invitation.is_open:
        raise _closed()
    if invitation.email != person.email or person.confirmed_at is None:
        raise Forbidden("wrong_person", _("This invitation is for another address than the one you sign in with."))
    ensure_inviter_may(invitation)
    close_invitation(invitation, Invitation.State.ACCEPTED, by=person)
    if invitation.purpose == Purpose.MEMBER:
        join_from_invitation(actor, invitation, person)
        new = {"invitation": invitation.pk, **invitation.offer}
        record(actor, events.MEMBER_JOINED, account=invitation.account_id, on=("person", person.pk), new=new)
    elif invitation.purpose == Purpose.BILLING_ADMINISTRATOR:
        appoint_from_invitation(actor, invitation, person)
    else:
        make_founder(actor, invitation.account, person, Grant.How.OWNER, invitation)
    return invitation


def _decline(actor: Actor, found: Invitation | None) -> None:
    invitation = _locked(found)
    if not invitation.is_open:
        raise _closed()
    close_invitation(invitation, Invitation.State.DECLINED)
    is_billing = invitation.purpose == Purpose.BILLING_ADMINISTRATOR
    record(
        actor,
        events.BILLING_INVITATION_DECLINED if is_billing else events.INVITATION_DECLINED,
        account=invitation.account_id,
        on=("invitation", invitation.pk),
    )


def _locked(found: Invitation | None) -> Invitation:
    if found is None:
        raise NotKnown
    lock(found.account)
    now = Invitation.objects.select_related("account", "invited_by").get(pk=found.pk)
    if (now.generation, now.email) != (found.generation, found.email):
        raise _closed()  # sent again or corrected while this was on its way: nobody takes what they were not shown
    return now


def _own(actor: Actor, uid: str) -> Invitation | None:
    person = person_by_id(actor.person_id or 0)
    return Invitation.objects.filter(uid=uid, email=person.email).select_related("account").first()


def _closed() -> Refused:
    return Refused("invitation_closed", _("This invitation is no longer open."))
