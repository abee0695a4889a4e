"""Asking for access to a billing portal, and deciding on it (rules 3 and 4)."""

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.access.permissions import Permission
from bursar.accounts import steps as accounts
from bursar.accounts.models import Account, Invitation, Person
from bursar.accounts.queries import membership, person_by_id
from bursar.audit.recording import audited, record
from bursar.billing import events, steps
from bursar.billing import queries as billing
from bursar.billing.models import AccessRequest
from bursar.billing.rules import require_assigned, require_may_give
from bursar.billing.terms import Terms, check_sound
from bursar.core import clock
from bursar.core.errors import Forbidden, NotKnown, Refused, TooMany
from bursar.grants.models import Grant
from bursar.grants.queries import Access, access_to, require
from bursar.mail.outbox import enqueue


@audited
def request_access(actor: Actor, *, account: Account, message: str) -> AccessRequest:
    """A member asks the Full administrators for access; one open request at a time, three a day."""
    accounts.lock(account)
    person = _asker(actor, account)
    if AccessRequest.objects.filter(portal__account=account, person=person, state="open").exists():
        raise Refused("already_requested", _("You have asked already. The billing administrators were told."))
    if billing.requests_today(account, person) >= billing.REQUESTS_A_DAY:
        raise TooMany("too_many", _("You have asked several times today. Wait a day before you ask again."))
    request = AccessRequest.objects.create(
        portal=billing.portal_of(account), person=person, message=message.strip(), created_at=clock.now()
    )
    record(actor, events.REQUEST_MADE, account=account.pk, on=("access_request", request.pk))
    for reader in billing.full_now(account):
        enqueue("billing.request_made", account=account.pk, person=reader.pk, about={"request": request.pk})
    return request


@audited
def withdraw_request(actor: Actor, *, account: Account, uid: str) -> None:
    """Take one's own request back."""
    accounts.lock(account)
    row = AccessRequest.objects.filter(portal__account=account, uid=uid, person_id=actor.person_id or 0).first()
    if row is None:
        raise NotKnown
    _decide(row, AccessRequest.State.WITHDRAWN, actor)
    record(actor, events.REQUEST_WITHDRAWN, account=account.pk, on=("access_request", row.pk))


@audited
def grant_request(actor: Actor, *, account: Account, uid: str, terms: Terms) -> Grant:
    """Give the person who asked what they are to have; the rules are those of adding, but no invitation is needed."""
    access = _locked(actor, account)
    request = billing.access_request(access, uid)
    check_sound(terms, account.time_zone)
    require_may_give(access, terms)
    _decide(request, AccessRequest.State.GRANTED, actor)
    person = _still_asking(account, request)
    earlier = billing.level_of(account, person=person)
    grant = steps.give(actor, account, person, terms, Grant.How.ACCESS_REQUEST, earlier)
    invitation = billing.invitation_for(account, person.email)
    if invitation:
        accounts.close_invitation(invitation, Invitation.State.REVOKED)
    record(
        actor,
        events.REQUEST_GRANTED,
        account=account.pk,
        on=("person", person.pk),
        old=steps.words_of(earlier),
        new={**(steps.words_of(grant) or {}), "request": request.pk},
    )
    steps.reopen_portal(actor, account)
    steps.tell_person(actor, account, person, "granted", terms)
    steps.tell_full(actor, account, "granted", terms=terms, who=person.pk)
    return grant


@audited
def decline_request(actor: Actor, *, account: Account, uid: str, answer: str) -> None:
    """Say no, with a word that the person reads on My account and in a mail."""
    access = _locked(actor, account)
    request = billing.access_request(access, uid)
    _decide(request, AccessRequest.State.DECLINED, actor, answer.strip())
    record(
        actor,
        events.REQUEST_DECLINED,
        account=account.pk,
        on=("person", request.person_id),
        new={"request": request.pk},
    )
    enqueue("billing.request_declined", account=account.pk, person=request.person_id, about={"request": request.pk})


def _locked(actor: Actor, account: Account) -> Access:
    accounts.lock(account)
    access = require(actor, Permission.BILLING_ADMIN_MANAGE, account)
    require_assigned(access)
    return access


def _asker(actor: Actor, account: Account) -> Person:
    """The member who asks. Somebody without a tie gets 404; a suspended one, or one who is in already, a refusal."""
    access = access_to(actor, account)
    if not billing.may_ask(access):
        raise Forbidden("may_not_ask", _("Only members of the account who have no access yet may ask for it."))
    require_assigned(access)
    if not billing.managers(account):
        raise Refused("nobody_to_ask", _("This billing portal has no administrator at present who could decide."))
    return person_by_id(actor.person_id or 0)


def _decide(request: AccessRequest, state: AccessRequest.State, actor: Actor, answer: str = "") -> None:
    decided = AccessRequest.objects.filter(pk=request.pk, state=AccessRequest.State.OPEN).update(
        state=state, decided_at=clock.now(), decided_by_id=actor.person_id, answer=answer
    )
    if not decided:
        raise Refused("request_closed", _("This request was decided or withdrawn in the meantime."))


def _still_asking(account: Account, request: AccessRequest) -> Person:
    person = request.person
    if not person.is_active or membership(account, person) is None:
        text = _("This person is no longer in the account. Decline the request; you can invite them as an outsider.")
        raise Refused("requester_left", text)
    row = billing.level_of(account, person=person)
    if row and (row.valid_until is None or row.valid_until > clock.now()):
        raise Refused("already_administrator", _("This person has become a billing administrator in the meantime."))
    return person
