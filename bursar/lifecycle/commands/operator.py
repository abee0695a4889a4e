"""What only the operator does: end everything a person has, everywhere."""

from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

from bursar.access.actor import Actor, ActorKind
from bursar.accounts import queries as accounts
from bursar.accounts.models import Account, Invitation, Membership, Person
from bursar.accounts.steps import close_invitation, end_membership, lock
from bursar.audit.recording import audited, record
from bursar.billing.steps import close_portal_without_administrator
from bursar.core import clock
from bursar.core.errors import Forbidden, Refused
from bursar.grants.models import Grant
from bursar.grants.steps import close as close_grant
from bursar.lifecycle import events


@audited
def deactivate_person(actor: Actor, *, email: str, reason: str) -> Person:
    """End everything a person has, everywhere, at once: sessions, memberships, rights, invitations (rule 10).

    A portal that loses its last effective Full administrator by it waits for an administrator (rule 5).
    """
    _require_operator(actor)
    person = accounts.person_by_email(email)
    if person is None or not reason.strip():
        raise Refused("person_unknown", _("Nobody signs in with this address.") if person is None else _("Say why."))
    if not person.is_active:
        raise Refused("already_deactivated", _("This person is deactivated already."))
    for account in Account.objects.filter(pk__in=_accounts_of(person)).order_by("pk"):
        _end_in(actor, account, person)
    person.deactivated_at = clock.now()
    person.deactivated_reason = reason.strip()[:300]
    person.save(update_fields=["deactivated_at", "deactivated_reason"])
    for session in UserSession.objects.filter(user=person):
        session.end()
    for invitation in Invitation.objects.filter(email=person.email, state=Invitation.State.OPEN):
        close_invitation(invitation, Invitation.State.REVOKED)
    record(actor, events.PERSON_DEACTIVATED, account=None, on=("person", person.pk))
    return person


def _require_operator(actor: Actor) -> None:
    """Only the operator does this."""
    if actor.kind is not ActorKind.OPERATOR:
        raise Forbidden("operator_only", _("Only the operator of the installation may do this."))


def _accounts_of(person: Person) -> set[int]:
    members = Membership.objects.filter(person=person, ended_at__isnull=True).values_list("account_id", flat=True)
    grants = Grant.objects.filter(person=person, closed_at__isnull=True).values_list("account_id", flat=True)
    return {*members, *grants}


def _end_in(actor: Actor, account: Account, person: Person) -> None:
    lock(account)
    closed = []
    for grant in Grant.objects.filter(account=account, person=person, closed_at__isnull=True):
        close_grant(actor, grant)
        closed.append(grant.pk)
    membership = accounts.membership(account, person)
    if membership:
        end_membership(membership)
    record(
        actor,
        events.ACCESS_ENDED,
        account=account.pk,
        on=("person", person.pk),
        old={"grants": closed, "role": membership.role if membership else None},
    )
    close_portal_without_administrator(actor, account)
