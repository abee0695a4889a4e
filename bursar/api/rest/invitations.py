"""Invitations of members and of billing administrators: seen, sent again, revoked."""

from datetime import datetime
from typing import Any

from ninja import Router, Schema, Status

from bursar.access.permissions import Permission
from bursar.accounts.queries.invitations import Purpose, open_invitations
from bursar.api.rest.accounts import REFUSALS
from bursar.api.rest.auth import may
from bursar.api.rest.problems import Problem
from bursar.api.rest.shapes import Page, Uid, behind, onward
from bursar.billing.commands import invitations as billing
from bursar.grants.queries import Access
from bursar.lifecycle.commands.member_invitations import resend_member_invitation, revoke_member_invitation

router = Router(tags=["invitations"])
WRITES: dict[Any, Any] = REFUSALS | {409: Problem, 422: Problem}


class InvitationOut(Schema):
    """An offer to an address, valid for seven days from when it was last sent."""

    uid: str
    purpose: str
    email: str
    first_name: str
    last_name: str
    created_at: datetime
    expires_at: datetime


LIST: dict[Any, Any] = {200: Page[InvitationOut], **REFUSALS, 422: Problem}


def shown(row: Any) -> InvitationOut:
    """Of a row; the link that it was sent with is nowhere."""
    return InvitationOut(
        uid=row.uid, purpose=row.purpose, email=row.email, first_name=row.first_name, last_name=row.last_name,
        created_at=row.created_at, expires_at=row.expires_at,
    )  # fmt: skip


@router.get("/accounts/{number}/invitations", response=LIST)
def list_member_invitations(request: Any, number: str, after: Uid = "") -> Any:
    """Pending invitations of members, expired ones too, newest first, 50 at a time."""
    return _page(may(request, number, Permission.MEMBER_MANAGE), Purpose.MEMBER, after)


@router.post("/accounts/{number}/invitations/{uid}/resend", response={204: None, **WRITES})
def resend(request: Any, number: str, uid: str) -> Any:
    """A new link with seven new days; the old one is dead."""
    access = may(request, number, Permission.MEMBER_MANAGE)
    resend_member_invitation(request.auth, account=access.account, invitation_uid=uid)
    return Status(204, None)


@router.delete("/accounts/{number}/invitations/{uid}", response={204: None, **WRITES})
def revoke(request: Any, number: str, uid: str) -> Any:
    """The link is dead at once."""
    access = may(request, number, Permission.MEMBER_MANAGE)
    revoke_member_invitation(request.auth, account=access.account, invitation_uid=uid)
    return Status(204, None)


@router.get("/accounts/{number}/billing/invitations", response=LIST)
def list_billing_invitations(request: Any, number: str, after: Uid = "") -> Any:
    """Pending invitations of billing administrators, expired ones too, newest first, 50 at a time."""
    return _page(may(request, number, Permission.BILLING_ADMIN_MANAGE), Purpose.BILLING_ADMINISTRATOR, after)


@router.post("/accounts/{number}/billing/invitations/{uid}/resend", response={204: None, **WRITES})
def resend_billing(request: Any, number: str, uid: str) -> Any:
    """A new link with seven new days; the old one is dead."""
    access = may(request, number, Permission.BILLING_ADMIN_MANAGE)
    billing.resend_invitation(request.auth, account=access.account, uid=uid)
    return Status(204, None)


@router.delete("/accounts/{number}/billing/invitations/{uid}", response={204: None, **WRITES})
def revoke_billing(request: Any, number: str, uid: str) -> Any:
    """The link is dead at once."""
    access = may(request, number, Permission.BILLING_ADMIN_MANAGE)
    billing.revoke_invitation(request.auth, account=access.account, uid=uid)
    return Status(204, None)


def _page(access: Access, purpose: Purpose, after: str) -> Page[InvitationOut]:
    found = open_invitations(access.account, purpose, behind(after))
    return Page[InvitationOut](items=[shown(row) for row in found.rows], next=onward(found))
