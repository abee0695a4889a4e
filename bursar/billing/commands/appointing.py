"""The operator appoints a billing administrator: the way out when a portal has none (rule 5)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.access.permissions import Level
from bursar.accounts import steps as accounts
from bursar.accounts.models import Account, Invitation, Person
from bursar.accounts.queries import person_by_email
from bursar.accounts.queries.kinds import goes_by_role
from bursar.audit.recording import audited, record
from bursar.billing import events, steps
from bursar.billing.queries import invitation_for, is_waiting, level_of, named_administrators
from bursar.billing.terms import Terms, check_sound
from bursar.core import clock
from bursar.core.errors import Refused
from bursar.grants.models import Grant


@dataclass(frozen=True)
class Appointment:
    """What came of it: a level given at once, or an invitation for an address that does not sign in yet."""

    grant: Grant | None = None
    invitation: Invitation | None = None


@audited
def appoint_billing_admin(
    actor: Actor,
    *,
    account: Account,
    email: str,
    reason: str,
    force: bool = False,
    valid_from: datetime | None = None,
    valid_until: datetime | None = None,
    first_name: str = "",
    last_name: str = "",
    language: str = "",
) -> Appointment:
    """Make somebody a billing administrator at level Full, always with a reason and the operator's name.

    Somebody who signs in with the address, confirmed, is appointed at once, and a portal that waited is open again.
    Anybody else is invited as a billing administrator, not as owner: that would give a role too (rule 10). The portal
    then waits until they accept. A portal that has administrators wants `force`. Where the portal goes by role, what is
    given sleeps: it is what makes switching back possible. An end, or a beginning to come, is refused where nobody else
    keeps the portal administered: the appointment would be no way out.
    """
    accounts.require_operator(actor)
    if not reason.strip():
        raise Refused("reason_missing", _("Say why: the reason is recorded."), field="reason")
    accounts.lock(account)
    sleeps = goes_by_role(account)
    if not force and (named_administrators(account) if sleeps else not is_waiting(account)):
        text = _("This billing portal has an administrator. To appoint another one all the same, say --force.")
        raise Refused("has_administrator", text, field="force")
    terms = Terms(Level.FULL, valid_from=valid_from, valid_until=valid_until, reason=reason.strip())
    check_sound(terms, account.time_zone)
    person = person_by_email(email)
    _close_invitation(account, email)
    if person and person.is_active and person.confirmed_at:
        return Appointment(grant=_appoint(actor, account, person, terms, sleeps=sleeps))
    _ensure_somebody_lasts(account, terms)
    invitation = _invite(actor, account, email, terms, first_name, last_name, language)
    steps.tell_full(actor, account, "invited", terms=terms, invitation=invitation.pk, by_role=sleeps)
    return Appointment(invitation=invitation)


def _appoint(actor: Actor, account: Account, person: Person, terms: Terms, *, sleeps: bool) -> Grant:
    earlier = level_of(account, person=person)
    grant = steps.give(actor, account, person, terms, Grant.How.APPOINTED, earlier)
    _ensure_somebody_lasts(account, terms)
    steps.settle_requests(actor, account, person)
    record(
        actor,
        events.ADMIN_APPOINTED,
        account=account.pk,
        on=("person", person.pk),
        old=steps.words_of(earlier),
        new=steps.words_of(grant),
    )
    steps.reopen_portal(actor, account)
    steps.tell_person(actor, account, person, "appointed", terms, by_role=sleeps)
    steps.tell_full(actor, account, "appointed", terms=terms, who=person.pk, by_role=sleeps)
    return grant


def _ensure_somebody_lasts(account: Account, terms: Terms) -> None:
    if terms.valid_until or terms.start > clock.now():
        steps.ensure_full_administrator_remains(account, field="ends_on", even_waiting=True)


def _invite(
    actor: Actor, account: Account, email: str, terms: Terms, first_name: str, last_name: str, language: str
) -> Invitation:
    invitation = accounts.open_invitation(
        account,
        Invitation.Purpose.BILLING_ADMINISTRATOR,
        email=email,
        first_name=first_name,
        last_name=last_name,
        language=language or account.language,
        offer={**terms.as_words(), "operator": actor.id},
        invited_by=None,
    )
    new = steps.without_reason(terms)
    record(actor, events.ADMIN_INVITED, account=account.pk, on=("invitation", invitation.pk), new=new)
    return invitation


def _close_invitation(account: Account, email: str) -> None:
    """An appointment takes the place of whatever was offered to the address before."""
    earlier = invitation_for(account, email)
    if earlier:
        accounts.close_invitation(earlier, Invitation.State.REVOKED)
