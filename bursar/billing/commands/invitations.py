"""Adding a billing administrator by invitation; sending it again, correcting and revoking it (rule 4)."""

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.access.permissions import Permission
from bursar.accounts import steps as accounts
from bursar.accounts.models import Account, Invitation, Person
from bursar.audit.recording import audited, record, unchanged
from bursar.billing import events, steps
from bursar.billing import queries as billing
from bursar.billing.rules import require_assigned, require_may_give
from bursar.billing.terms import Terms, check_sound, from_words
from bursar.core import clock
from bursar.core.errors import Conflict, Refused
from bursar.grants.queries import Access, require


@audited
def add_billing_admin(
    actor: Actor,
    *,
    account: Account,
    email: str,
    first_name: str,
    last_name: str,
    language: str,
    terms: Terms,
) -> Invitation:
    """Invite somebody to become a billing administrator on these terms; they hold nothing until they accept."""
    access = _locked(actor, account)
    check_sound(terms, account.time_zone)
    require_may_give(access, terms)
    _refuse_administrator(account, email)
    invitation = accounts.open_invitation(
        account,
        Invitation.Purpose.BILLING_ADMINISTRATOR,
        email=email,
        first_name=first_name,
        last_name=last_name,
        language=language,
        offer=terms.as_words(),
        invited_by=Person(pk=actor.person_id),
    )
    record(
        actor,
        events.ADMIN_INVITED,
        account=account.pk,
        on=("invitation", invitation.pk),
        new=steps.without_reason(terms),
    )
    steps.tell_full(actor, account, "invited", terms=terms, invitation=invitation.pk)
    return invitation


@audited
def resend_invitation(actor: Actor, *, account: Account, uid: str) -> Invitation:
    """A new link and seven new days; the old link is dead. Whoever sends it again answers for it from now on."""
    access = _locked(actor, account)
    invitation = billing.invitation(access, uid)
    require_may_give(access, _offer(invitation))
    _send_again(actor, invitation)
    record(actor, events.INVITATION_RESENT, account=account.pk, on=("invitation", invitation.pk))
    return invitation


@audited
def revoke_invitation(actor: Actor, *, account: Account, uid: str) -> None:
    """The link is dead; nothing was given yet, so nobody loses anything."""
    access = _locked(actor, account)
    invitation = billing.invitation(access, uid)
    accounts.close_invitation(invitation, Invitation.State.REVOKED)
    record(actor, events.INVITATION_REVOKED, account=account.pk, on=("invitation", invitation.pk))


@audited
def correct_invitation(
    actor: Actor,
    *,
    account: Account,
    uid: str,
    email: str,
    first_name: str,
    last_name: str,
    language: str,
    terms: Terms,
    seen: str,
) -> Invitation:
    """Correct name, address, language or terms of a pending invitation.

    Another address or other terms kill the old link and send a new one: nobody accepts what they were not shown.
    """
    access = _locked(actor, account)
    invitation = billing.invitation(access, uid)
    if seen != billing.invitation_revision(invitation):
        raise Conflict("changed_in_between", _("Somebody changed this invitation in the meantime. Reload the page."))
    check_sound(terms, account.time_zone)
    require_may_give(access, terms)
    address, old = email.strip().lower(), _words(invitation)
    if address != invitation.email:
        _refuse_administrator(account, address)
        _refuse_invited(account, address)
    is_sent_again = address != invitation.email or terms.as_words() != invitation.offer
    if not is_sent_again and (first_name, last_name, language) == _person_words(invitation):
        unchanged()
        return invitation
    fields = {"email": address, "first_name": first_name, "last_name": last_name, "language": language}
    fields_changed = sorted(name for name, value in fields.items() if getattr(invitation, name) != value)
    for name, value in fields.items():
        setattr(invitation, name, value)
    invitation.offer = terms.as_words()
    invitation.save(update_fields=[*fields, "offer"])
    if is_sent_again:
        _send_again(actor, invitation)
    record(
        actor,
        events.INVITATION_CORRECTED,
        account=account.pk,
        on=("invitation", invitation.pk),
        old=old,
        new={**_words(invitation), "fields": fields_changed},  # which ones; what stands in them is personal
    )
    return invitation


def _locked(actor: Actor, account: Account) -> Access:
    accounts.lock(account)
    access = require(actor, Permission.BILLING_ADMIN_MANAGE, account)
    require_assigned(access)
    return access


def _send_again(actor: Actor, invitation: Invitation) -> None:
    invitation.invited_by_id = actor.person_id
    invitation.save(update_fields=["invited_by"])
    accounts.resend_invitation(invitation)


def _offer(invitation: Invitation) -> Terms:
    terms = from_words(invitation.offer)
    if terms.valid_until and terms.valid_until <= clock.now():
        raise Refused("offer_over", _("The end date that was offered has passed. Correct the invitation first."))
    return terms


def _words(invitation: Invitation) -> dict[str, object]:
    return steps.without_reason(from_words(invitation.offer))


def _person_words(invitation: Invitation) -> tuple[str, str, str]:
    return invitation.first_name, invitation.last_name, invitation.language


def _refuse_administrator(account: Account, email: str) -> None:
    row = billing.level_of(account, email=email)
    if row is None:
        return
    if row.valid_until and row.valid_until <= clock.now():
        text = _("This address belongs to a billing administrator whose access has ended. Edit them to give it again.")
        raise Refused("already_administrator", text, field="email")
    text = _("This address belongs to a billing administrator of this portal already. Edit them instead.")
    raise Refused("already_administrator", text, field="email")


def _refuse_invited(account: Account, email: str) -> None:
    if billing.invitation_for(account, email):
        text = _("This address has an open invitation already. Resend or revoke that one.")
        raise Refused("already_invited", text, field="email")
