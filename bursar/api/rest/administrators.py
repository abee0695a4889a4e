"""Billing administrators: the portal's own authority, changed only by those who hold it."""

from typing import Any

from django.http import HttpResponse
from ninja import Router, Status

from bursar.access.permissions import Level, Permission
from bursar.accounts.queries import person_by_id
from bursar.api.rest.accounts import REFUSALS
from bursar.api.rest.auth import may
from bursar.api.rest.etags import tagged, unchanged
from bursar.api.rest.invitations import InvitationOut
from bursar.api.rest.invitations import shown as invitation_shown
from bursar.api.rest.members import EDITS, WRITES
from bursar.api.rest.problems import Problem
from bursar.api.rest.shapes import Given, Invitee, Page, Someone, Text, Uid, Until, behind, onward, someone
from bursar.billing.commands import add_billing_admin, change_billing_admin, remove_billing_admin
from bursar.billing.queries import administrator, administrators
from bursar.billing.terms import Terms
from bursar.grants.queries import Access

router = Router(tags=["billing administrators"])
MANAGE = Permission.BILLING_ADMIN_MANAGE


class AdministratorOut(Until):
    """Who holds a level, since when, by whose hand, why, and whether it counts now.

    `status`: effective, sleeping (not begun), ending (within 30 days), expired, deactivated, unconfirmed (the address),
    or asleep: the portal goes by role, and nobody who was named counts.
    """

    person: Someone
    level: Level
    rights: list[Permission]
    reason: str
    given_by: str
    status: str


class TermsIn(Given, Until):
    """What is given; `rights` belong to the level `custom` only. Instants carry their offset."""

    level: Level
    rights: list[Permission] = []
    reason: Text = ""


class NewAdministratorIn(Invitee, TermsIn):
    """Whom to invite, and to what."""


@router.get(
    "/accounts/{number}/billing/administrators", response={200: Page[AdministratorOut], **REFUSALS, 422: Problem}
)
def list_administrators(request: Any, number: str, after: Uid = "") -> Any:
    """By name, 50 at a time; expired and sleeping ones too: `status` tells."""
    access = may(request, number, MANAGE)
    found = administrators(access, behind(after))
    return Page[AdministratorOut](items=[_shown(access, each) for each in found.rows], next=onward(found))


@router.get("/accounts/{number}/billing/administrators/{uid}", response={200: AdministratorOut, **REFUSALS})
def get_administrator(request: Any, response: HttpResponse, number: str, uid: str) -> Any:
    """One of them, with an ETag for changing it."""
    return tagged(response, _one(may(request, number, MANAGE), uid))


@router.post("/accounts/{number}/billing/administrators", response={201: InvitationOut, **WRITES})
def add(request: Any, number: str, given: NewAdministratorIn) -> Any:
    """Invite somebody; they hold nothing until they accept. It gives no access to the admin portal (S8)."""
    access = may(request, number, MANAGE)
    invitation = add_billing_admin(
        request.auth,
        account=access.account,
        email=given.email,
        first_name=given.first_name,
        last_name=given.last_name,
        language=given.language,
        terms=_terms(given),
    )
    return Status(201, invitation_shown(invitation))


@router.put("/accounts/{number}/billing/administrators/{uid}", response={200: AdministratorOut, **EDITS})
def change(request: Any, response: HttpResponse, number: str, uid: str, given: TermsIn) -> Any:
    """Another level, other rights, other dates, if nothing changed since it was read (If-Match)."""
    access = may(request, number, MANAGE)
    found = administrator(access, uid)
    with unchanged(request, access.account, lambda: _one(access, uid)):
        change_billing_admin(
            request.auth,
            account=access.account,
            person=person_by_id(found.person.pk),
            terms=_terms(given),
            seen=found.revision,
        )
    return tagged(response, _one(access, uid))  # whoever lowers themselves is told so, too


@router.delete("/accounts/{number}/billing/administrators/{uid}", response={204: None, **EDITS})
def remove(request: Any, number: str, uid: str) -> Any:
    """End it at once; the last effective Full administrator stays."""
    access = may(request, number, MANAGE)
    found = administrator(access, uid)
    with unchanged(request, access.account, lambda: _one(access, uid)):
        person = person_by_id(found.person.pk)
        remove_billing_admin(request.auth, account=access.account, person=person, seen=found.revision)
    return Status(204, None)


def _terms(given: TermsIn) -> Terms:
    return Terms(given.level, frozenset(given.rights), given.valid_from, given.valid_until, given.reason)


def _one(access: Access, uid: str) -> AdministratorOut:
    return _shown(access, administrator(access, uid))


def _shown(access: Access, each: Any) -> AdministratorOut:
    terms = each.terms
    rights = [permission for permission in Permission if permission in terms.permissions]
    return AdministratorOut(
        person=someone(each.person), level=terms.level, rights=rights, reason=terms.reason, given_by=each.given_by,
        status="asleep" if access.goes_by_role else each.status,
        valid_from=terms.valid_from, valid_until=terms.valid_until,
    )  # fmt: skip
