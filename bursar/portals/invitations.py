"""An invitation as the person it is for sees it: who offers what, until when, bound to which address."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bursar.accounts.queries.kinds import goes_by_role
from bursar.portals.words import level_label, role_label


@dataclass(frozen=True)
class Offer:
    """What the page behind the link shows."""

    uid: str
    state: str  # open, expired, accepted, revoked or declined
    account_name: str
    time_zone: str
    inviter: str
    what: str
    address: str  # masked, unless it is the reader's own
    expires_at: datetime
    fits: bool  # the reader is signed in with this address
    is_signed_in: bool
    sleeps: bool  # nobody can be named in a billing portal that goes by role, but by the operator


def shown(invitation: Any, reader: Any) -> Offer:
    """The offer for this reader, who may be nobody (None)."""
    fits = reader is not None and reader.email == invitation.email
    state = str(invitation.state)
    if state == "open" and not invitation.is_open:
        state = "expired"
    return Offer(
        uid=invitation.uid,
        state=state,
        account_name=invitation.account.name,
        time_zone=invitation.account.time_zone,
        inviter=invitation.invited_by.name if invitation.invited_by else "",
        what=what(invitation),
        address=invitation.email if fits else masked(invitation.email),
        expires_at=invitation.expires_at,
        fits=fits,
        is_signed_in=reader is not None,
        sleeps=_sleeps(invitation),
    )


def what(invitation: Any) -> str:
    """What accepting makes of the person, as a sentence."""
    account = invitation.account.name
    if invitation.purpose == "owner":
        return _("Become Super admin and first billing administrator of %(account)s.") % {"account": account}
    if invitation.purpose == "billing_administrator":
        level = level_label(str(invitation.offer.get("level", "")))
        words = _("Become a billing administrator of %(account)s, at the level %(level)s.")
        return words % {"account": account, "level": level}
    role = str(invitation.offer.get("role", "member"))
    if role == "custom":
        return _("Become a member of %(account)s, with a role of its own.") % {"account": account}
    return _("Become a member of %(account)s, with the role %(role)s.") % {"account": account, "role": role_label(role)}


def _sleeps(invitation: Any) -> bool:
    by_a_person = invitation.purpose == "billing_administrator" and invitation.invited_by_id is not None
    return by_a_person and goes_by_role(invitation.account)


def masked(email: str) -> str:
    """An address that its owner recognises and nobody else can use: `m…@example.com`."""
    name, _at, domain = email.partition("@")
    return f"{name[:1]}…@{domain}"


def door_opened(invitation: Any) -> str:
    """The portal that accepting opens, or none for a plain member."""
    if invitation.purpose == "billing_administrator":
        return "billing"
    return "admin" if invitation.purpose == "owner" or invitation.offer.get("role", "member") != "member" else ""


def after_accepting(invitation: Any) -> str:
    """Where to go with what one has just been given."""
    door = door_opened(invitation)
    return reverse(f"{door}:overview", kwargs={"number": invitation.account.number}) if door else reverse("me:home")
