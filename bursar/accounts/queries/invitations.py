"""Reads on the invitations of members."""

from django.db.models import QuerySet

from bursar.accounts.models import Account, Invitation
from bursar.core.errors import NotKnown


def member_invitations(account: Account) -> QuerySet[Invitation]:
    """Invitations of members that wait for an answer, expired ones too, newest first."""
    rows = Invitation.objects.filter(account=account, purpose=Invitation.Purpose.MEMBER, state=Invitation.State.OPEN)
    return rows.select_related("invited_by").order_by("-created_at", "-pk")


def member_invitation(account: Account, uid: str) -> Invitation:
    """One of them. Raises NotKnown when there is no such one that waits."""
    row = member_invitations(account).select_related("account").filter(uid=uid).first()
    if row is None:
        raise NotKnown
    return row


def invited_addresses_by_id(ids: set[int]) -> dict[int, str]:
    """Addresses of invitations by id, for naming them in lists of entries."""
    return dict(Invitation.objects.filter(pk__in=ids).values_list("pk", "email"))
