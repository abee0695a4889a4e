"""Reads on the invitations of billing administrators that are still pending."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from bursar.access import policy
from bursar.access.actor import Actor
from bursar.access.permissions import Permission
from bursar.accounts.models import Account, Invitation
from bursar.billing.queries.administrators import revision
from bursar.billing.rules import giving_refusals, may_touch, require_may_touch
from bursar.billing.terms import Terms, from_words
from bursar.billing.words import level_label, rights_labels
from bursar.core import clock
from bursar.core.errors import NotKnown
from bursar.core.moments import day_of
from bursar.grants.queries import Access, facts


@dataclass(frozen=True)
class PendingInvitation:
    """An invitation as the list shows it; expired ones stay until revoked or sent again."""

    invitation: Invitation
    name: str
    level: str
    rights: list[str]
    terms: Terms
    invited_by: str
    sent_on: date
    expires_on: date
    is_expired: bool
    is_dead: bool  # whoever sent it may no longer give what it offers
    is_touchable: bool
    revision: str


def pending_invitations(access: Access) -> list[PendingInvitation]:
    """Open and expired invitations of billing administrators, newest first."""
    rows = list(_pending(access.account).order_by("-created_at"))
    reach = _reach(access.account, {row.invited_by_id for row in rows if row.invited_by_id})
    return [_shown(access, row, reach.get(row.invited_by_id or 0)) for row in rows]


def invitation(access: Access, uid: str) -> Invitation:
    """A pending invitation. Raises NotKnown, and Forbidden when it offers more than the actor holds."""
    row = _pending(access.account).filter(uid=uid).first()
    if row is None:
        raise NotKnown
    require_may_touch(access, from_words(row.offer).permissions)
    return row


def pending_invitation(access: Access, uid: str) -> PendingInvitation:
    """The same as the list shows it."""
    row = invitation(access, uid)
    return _shown(access, row, inviter_access(row))


def invitation_revision(row: Invitation) -> str:
    """What a form about the invitation was drawn from."""
    return revision(row.email, row.first_name, row.last_name, row.language, row.offer, row.generation, row.state)


def invitation_for(account: Account, email: str) -> Invitation | None:
    """The pending invitation of this address."""
    return _pending(account).filter(email=email.strip().lower()).first()


def inviter_access(row: Invitation) -> Access | None:
    """What the person who invited may do now; None for the operator."""
    return _reach(row.account, {row.invited_by_id}).get(row.invited_by_id) if row.invited_by_id else None


def _pending(account: Account) -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        account=account, purpose=Invitation.Purpose.BILLING_ADMINISTRATOR, state=Invitation.State.OPEN
    ).select_related("invited_by", "account")


def _reach(account: Account, people: set[int]) -> dict[int, Access]:
    """What each of these people may do in the account now, by one look at the facts."""
    if not people:
        return {}
    known, now = facts(account_ids=[account.pk], person_ids=people), clock.now()
    return {
        person: Access(
            Actor.person(person, door="invitation"), account, known, policy.held(known, person, account.pk, now), now
        )
        for person in people
    }


def may_still_give(reach: Access | None, terms: Terms) -> bool:
    """Whether an inviter may still give what was offered: manages administrators and holds it all, to its end."""
    if reach is None or not reach.may(Permission.BILLING_ADMIN_MANAGE):
        return False
    return next(giving_refusals(reach, terms), None) is None


def _shown(access: Access, row: Invitation, reach: Access | None) -> PendingInvitation:
    terms, zone = from_words(row.offer), access.account.time_zone
    return PendingInvitation(
        invitation=row,
        name=f"{row.first_name} {row.last_name}".strip() or row.email,
        level=level_label(terms.level),
        rights=rights_labels(terms.permissions),
        terms=terms,
        invited_by=row.invited_by.name if row.invited_by else "",
        sent_on=day_of(row.created_at, zone),
        expires_on=day_of(row.expires_at, zone),
        is_expired=clock.now() >= row.expires_at,
        is_dead=row.invited_by is not None and not may_still_give(reach, terms),
        is_touchable=may_touch(access, terms.permissions),
        revision=invitation_revision(row),
    )
