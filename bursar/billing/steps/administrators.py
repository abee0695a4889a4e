"""Giving, changing and taking the level of a billing administrator, inside the caller's transaction."""

from typing import Any

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.access.permissions import Level
from bursar.accounts.models import Account, Invitation, Person
from bursar.accounts.queries.kinds import goes_by_role
from bursar.accounts.steps import lock
from bursar.audit.recording import record
from bursar.billing import events
from bursar.billing.models import AccessRequest
from bursar.billing.queries import inviter_access, level_of, may_still_give, terms_of
from bursar.billing.rules import may_touch
from bursar.billing.steps.portal import ensure_full_administrator_remains, reopen_portal
from bursar.billing.steps.telling import tell_full
from bursar.billing.terms import Terms, from_words
from bursar.core import clock
from bursar.core.errors import Forbidden, Refused
from bursar.grants import steps as grants
from bursar.grants.models import Grant
from bursar.grants.queries import grant_permissions


def give(
    giver: Actor, account: Account, person: Person, terms: Terms, how: Grant.How, earlier: Grant | None = None
) -> Grant:
    """Open a row on these terms; an `earlier` one is closed at that instant and its beginning (held_since) kept if
    it counted until then."""
    held_since, now = None, clock.now()
    start = max(terms.valid_from or now, now)
    if earlier:
        grants.close(giver, earlier, at=now)
        is_over = earlier.valid_until is not None and earlier.valid_until <= now
        held_since = None if is_over or earlier.valid_from > now else earlier.held_since
    return grants.give_level(
        giver,
        account,
        person,
        terms.level,
        how=how,
        rights=terms.rights,
        valid_from=start,
        valid_until=terms.valid_until,
        reason=terms.reason,
        held_since=held_since or start,
        at=now,
    )


def appoint_from_invitation(actor: Actor, invitation: Invitation, person: Person) -> Grant:
    """Make the person who accepts a billing administrator, on the terms offered (invariants 8 and 19).

    The inviter's rights are looked at again: he manages administrators and holds what he offered, to its end. Whoever
    has become an administrator meanwhile never ends up with less than they have: their row is replaced only by terms
    that contain it and last as long, and kept otherwise. `actor` is the person; the caller closes the invitation.
    """
    account, terms = invitation.account, from_words(invitation.offer)
    lock(account)
    if terms.valid_until and terms.valid_until <= clock.now():
        raise Refused("offer_over", _("What was offered to you has ended already. Ask for a new invitation."))
    sleeps = goes_by_role(account)
    giver = _giver(invitation, terms, sleeps=sleeps)
    earlier = level_of(account, person=person)
    if earlier and not _is_improved(invitation, earlier, terms):
        kept = {"invitation": invitation.pk}  # nothing is given
        record(actor, events.INVITATION_ACCEPTED, account=account.pk, on=("person", person.pk), new=kept)
        return earlier
    how = Grant.How.INVITATION if invitation.invited_by_id else Grant.How.APPOINTED
    grant = give(giver, account, person, terms, how, earlier)
    record(
        actor,
        events.ADMIN_ADDED,
        account=account.pk,
        on=("person", person.pk),
        old=words_of(earlier),
        new={**(words_of(grant) or {}), "by": invitation.invited_by_id, "invitation": invitation.pk},
    )
    settle_requests(giver, account, person)
    ensure_full_administrator_remains(account)
    reopen_portal(actor, account)
    tell_full(actor, account, "accepted", terms=terms, who=person.pk, by_role=sleeps)
    return grant


def settle_requests(giver: Actor, account: Account, person: Person) -> None:
    """Whoever has become a billing administrator waits for no decision any more."""
    AccessRequest.objects.filter(portal__account=account, person=person, state=AccessRequest.State.OPEN).update(
        state=AccessRequest.State.GRANTED, decided_at=clock.now(), decided_by_id=giver.person_id
    )


def words_of(row: Grant | None) -> dict[str, Any] | None:
    """A grant row in an entry's words. The reason stays in the row: it may name somebody."""
    return {"grant": row.pk, **without_reason(terms_of(row))} if row else None


def without_reason(terms: Terms) -> dict[str, Any]:
    """Terms in an entry's words."""
    return {key: value for key, value in terms.as_words().items() if key != "reason"}


def _giver(invitation: Invitation, terms: Terms, *, sleeps: bool) -> Actor:
    """Who gives by this invitation; refused when they no longer may, or while nobody is named in the portal."""
    if invitation.invited_by_id is None:
        return Actor.operator(int(invitation.offer["operator"]))
    if sleeps:
        text = _("In this account the billing portal goes by role at present, so nobody can be named there.")
        raise Forbidden("portal_goes_by_role", text)
    if not may_still_give(inviter_access(invitation), terms):
        text = _(
            "Whoever invited you may no longer give this access. Ask the billing administrators for a new invitation."
        )
        raise Refused("inviter_lost_right", text)
    return Actor.person(invitation.invited_by_id, door="invitation")


def _is_improved(invitation: Invitation, earlier: Grant, terms: Terms) -> bool:
    if earlier.valid_until and earlier.valid_until <= clock.now():
        return True
    held = grant_permissions(earlier)
    lasts = terms.valid_until is None or (earlier.valid_until is not None and terms.valid_until >= earlier.valid_until)
    begins = terms.start <= max(earlier.valid_from, clock.now())
    contains = held <= terms.permissions and not (earlier.name == Level.FULL and terms.level is not Level.FULL)
    reach = inviter_access(invitation)
    return contains and lasts and begins and (reach is None or may_touch(reach, held))
