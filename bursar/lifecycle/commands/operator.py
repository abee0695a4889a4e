"""What only the operator does: create an account for a customer, end everything a person has."""

from zoneinfo import available_timezones

from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.access.facts import Source
from bursar.accounts import queries as accounts
from bursar.accounts.models import Account, ApiToken, Invitation, Membership, Person
from bursar.accounts.steps import close_invitation, end_membership, hold, lock, open_invitation, require_operator
from bursar.audit.recording import audited, record
from bursar.billing.steps import close_portal_without_administrator
from bursar.core import clock
from bursar.core.errors import Refused
from bursar.grants.models import Grant
from bursar.grants.steps import close as close_grant
from bursar.lifecycle import events
from bursar.lifecycle.steps import provision_account
from bursar.pbx.steps import page_changed


@audited
def create_account(
    actor: Actor,
    *,
    name: str,
    owner_email: str,
    owner_first_name: str = "",
    owner_last_name: str = "",
    time_zone: str = "Europe/Paris",
    language: str = "en",
) -> Account:
    """An account for a customer; its portal waits for the owner, who is invited (rule 1)."""
    require_operator(actor)
    _check(name, owner_email, time_zone)
    account = provision_account(actor, name=name.strip(), time_zone=time_zone, language=language, has_owner=False)
    open_invitation(
        account,
        Invitation.Purpose.OWNER,
        email=owner_email,
        first_name=owner_first_name,
        last_name=owner_last_name,
        language=language,
        offer={},
        invited_by=None,
    )
    return account


@audited
def deactivate_person(actor: Actor, *, email: str, reason: str) -> Person:
    """End everything a person has, everywhere, at once: sessions, memberships, rights, invitations (rule 10).

    A portal that loses its last effective Full administrator by it waits for an administrator (rule 5).
    """
    require_operator(actor)
    person = accounts.person_by_email(email)
    if person is None or not reason.strip():
        raise Refused("person_unknown", _("Nobody signs in with this address.") if person is None else _("Say why."))
    if not person.is_active:
        raise Refused("already_deactivated", _("This person is deactivated already."))
    person = hold(person.pk)
    tied, invited = _accounts_of(person), _open_invitations(person).values_list("account_id", flat=True)
    for account in Account.objects.filter(pk__in={*tied, *invited}).order_by("pk"):
        lock(account)
        for invitation in _open_invitations(person).filter(account=account):
            close_invitation(invitation, Invitation.State.REVOKED)
        if account.pk in tied:
            _end_in(actor, account, person)
    person.deactivated_at = clock.now()
    person.deactivated_reason = reason.strip()[:300]
    person.save(update_fields=["deactivated_at", "deactivated_reason"])
    ApiToken.objects.filter(person=person, revoked_at__isnull=True).update(revoked_at=clock.now())
    for session in UserSession.objects.filter(user=person):
        session.end()
    record(actor, events.PERSON_DEACTIVATED, account=None, on=("person", person.pk))
    return person


def _check(name: str, email: str, time_zone: str) -> None:
    if not name.strip():
        raise Refused("name_missing", _("An account needs a name."), field="name")
    try:
        validate_email(email)
    except ValidationError:
        raise Refused("email_invalid", _("This is not an e-mail address."), field="owner") from None
    if time_zone not in available_timezones():
        raise Refused("time_zone_unknown", _("There is no such time zone."), field="time_zone")


def _accounts_of(person: Person) -> set[int]:
    members = Membership.objects.filter(person=person, ended_at__isnull=True).values_list("account_id", flat=True)
    grants = Grant.objects.filter(person=person, closed_at__isnull=True).values_list("account_id", flat=True)
    return {*members, *grants}


def _open_invitations(person: Person) -> QuerySet[Invitation]:
    return Invitation.objects.filter(email=person.email, state=Invitation.State.OPEN)


def _end_in(actor: Actor, account: Account, person: Person) -> None:
    held = list(Grant.objects.filter(account=account, person=person, closed_at__isnull=True))
    for grant in held:
        close_grant(actor, grant)
    if any(grant.source == Source.PBX for grant in held):
        page_changed(account)
    membership = accounts.membership(account, person)
    if membership:
        end_membership(membership)
    record(
        actor,
        events.ACCESS_ENDED,
        account=account.pk,
        on=("person", person.pk),
        old={"closed": [grant.pk for grant in held], "role": membership.role if membership else None},
    )
    close_portal_without_administrator(actor, account)
