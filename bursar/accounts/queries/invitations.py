"""Reads on the invitations of members."""

from typing import Any

from django.db.models import QuerySet

from bursar.accounts.models import Account, Invitation
from bursar.accounts.queries.windows import Order, window
from bursar.core.errors import NotKnown
from bursar.core.windows import Place, Window

Purpose = Invitation.Purpose


def member_invitations(account: Account) -> QuerySet[Invitation]:
    """Invitations of members that wait for an answer, expired ones too, newest first."""
    rows = Invitation.objects.filter(account=account, purpose=Invitation.Purpose.MEMBER, state=Invitation.State.OPEN)
    return rows.select_related("invited_by").order_by("-created_at", "-pk")


def open_invitations(account: Account, purpose: Purpose, place: Place) -> Window[Invitation]:
    """A window on those of a purpose that wait for an answer, newest first, for programs; what was closed meanwhile
    still marks a place."""
    every = Invitation.objects.filter(account=account, purpose=purpose)
    newest = Order(("created_at", "id"), is_reversed=True)

    def here(uid: str) -> QuerySet[Invitation, Any]:
        return every.filter(uid=uid).values_list("created_at", "pk")

    return window(every.filter(state=Invitation.State.OPEN), newest, place, here, lambda row: row.uid)


def member_invitation(account: Account, uid: str) -> Invitation:
    """One of them. Raises NotKnown when there is no such one that waits."""
    row = member_invitations(account).select_related("account").filter(uid=uid).first()
    if row is None:
        raise NotKnown
    return row


def invited_addresses_by_id(ids: set[int]) -> dict[int, str]:
    """Addresses of invitations by id, for naming them in lists of entries."""
    return dict(Invitation.objects.filter(pk__in=ids).values_list("pk", "email"))
