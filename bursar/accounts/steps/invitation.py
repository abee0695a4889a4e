"""Writes on invitations, shared by every room that invites: open, resend, close, and the link in the mail."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from bursar.accounts.models import Account, Invitation, Person
from bursar.core import clock, ids
from bursar.core.errors import Refused
from bursar.mail.outbox import enqueue

LIFETIME = timedelta(days=7)


def open_invitation(
    account: Account,
    purpose: Invitation.Purpose,
    *,
    email: str,
    first_name: str,
    last_name: str,
    language: str,
    offer: dict[str, Any],
    invited_by: Person | None,
) -> Invitation:
    """Offer something to an address and write its mail to the outbox; one open offer for each address and purpose.

    An expired one makes room for the new one. Whether the address already signs in is not looked at: nothing here may
    tell it to the inviter.
    """
    address = email.strip().lower()
    for earlier in Invitation.objects.filter(account=account, purpose=purpose, email=address, state="open"):
        if earlier.is_open:
            raise Refused(
                "already_invited",
                _("This address has an open invitation already. Resend or revoke that one."),
                field="email",
            )
        close_invitation(earlier, Invitation.State.REVOKED)
    invitation = Invitation.objects.create(
        account=account,
        purpose=purpose,
        email=address,
        first_name=first_name,
        last_name=last_name,
        language=language,
        offer=offer,
        invited_by=invited_by,
        expires_at=clock.now() + LIFETIME,
    )
    _tell(invitation)
    return invitation


def resend_invitation(invitation: Invitation) -> None:
    """A new link and seven new days; the old link is dead."""
    invitation.generation += 1
    invitation.token_hash = ""
    invitation.expires_at = clock.now() + LIFETIME
    invitation.save(update_fields=["generation", "token_hash", "expires_at"])
    _tell(invitation)


def close_invitation(invitation: Invitation, state: Invitation.State, by: Person | None = None) -> None:
    """Accepted, revoked or declined: whatever it is, its link is dead. Closed in between is a refusal."""
    closed = Invitation.objects.filter(pk=invitation.pk, state=Invitation.State.OPEN).update(
        state=state, closed_at=clock.now(), accepted_by=by
    )
    if not closed:
        raise Refused("invitation_closed", _("This invitation is no longer open."))


def invitation_token(invitation: Invitation) -> str:
    """The secret in the link, made when its mail is made: the same for the same generation, so that a mail sent
    twice carries one link."""
    return ids.derived_token(settings.SECRET_KEY, "invitation", invitation.uid, invitation.generation)


def link_made(invitation: Invitation) -> str:
    """Make the link's secret for the mail and keep its hash; called by the mail's builder only."""
    token = invitation_token(invitation)
    Invitation.objects.filter(pk=invitation.pk, generation=invitation.generation).update(
        token_hash=ids.token_hash(token)
    )
    return token


def _tell(invitation: Invitation) -> None:
    enqueue(
        f"invitation.{invitation.purpose}",
        account=invitation.account_id,
        address=invitation.email,
        about={"invitation": invitation.pk, "generation": invitation.generation},
    )
