"""Writes on the billing side that several commands share."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.access.permissions import Level, Permission
from bursar.accounts.models import Account, Invitation, Person
from bursar.billing.queries import full_administrators
from bursar.core.errors import Refused
from bursar.grants import queries as grants
from bursar.grants import steps as grant_steps
from bursar.grants.models import Grant


def appoint_from_invitation(actor: Actor, invitation: Invitation, person: Person) -> Grant:
    """Make the person a billing administrator as offered; the grant is the inviter's."""
    account, offer = invitation.account, invitation.offer
    if grants.open_grants(account).filter(source="billing", person=person).exists():
        raise Refused("already_administrator", _("You are a billing administrator of this account already."))
    giver = Actor.person(invitation.invited_by_id or 0, door=actor.door, address=actor.address)
    return grant_steps.give_level(
        giver,
        account,
        person,
        Level(offer["level"]),
        how=Grant.How.INVITATION,
        rights=[Permission(r) for r in offer.get("rights", [])],
        valid_from=_instant(offer.get("valid_from")),
        valid_until=_instant(offer.get("valid_until")),
        reason=offer.get("reason", ""),
    )


def ensure_full_administrator_remains(account: Account, *, without: Person) -> None:
    """Refuse what would leave the portal without an effective Full administrator (rule 5)."""
    if not full_administrators(account).exclude(person=without).exists():
        raise Refused(
            "last_full_administrator",
            _(
                "At least one Full administrator without an end date has to remain. Make somebody else Full first, "
                "then try again."
            ),
        )


def _instant(text: Any) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
