"""Members of an account: found, invited, given a role, suspended, removed."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Query, Router, Schema, Status

from bursar.access.permissions import Permission, Role
from bursar.accounts.queries.directory import PeopleFilter, people
from bursar.accounts.queries.people import groups_of, member_by_uid
from bursar.api.rest.accounts import REFUSALS
from bursar.api.rest.auth import may
from bursar.api.rest.etags import tagged, unchanged
from bursar.api.rest.invitations import InvitationOut
from bursar.api.rest.invitations import shown as invitation_shown
from bursar.api.rest.problems import Problem
from bursar.api.rest.shapes import Given, Invitee, Page, Text, Uid, behind, onward
from bursar.grants.queries import Access
from bursar.lifecycle.commands.member_invitations import invite_member
from bursar.lifecycle.commands.members import change_role, remove_member, resume_member, suspend_member

router = Router(tags=["members"])
WRITES: dict[Any, Any] = REFUSALS | {409: Problem, 422: Problem}
EDITS: dict[Any, Any] = WRITES | {412: Problem, 428: Problem}
SHOWN = Permission.MEMBER_VIEW


class MemberOut(Schema):
    """A person in an account with an admin-portal role."""

    uid: str
    name: str
    email: str
    role: Role
    custom_role: str | None
    is_suspended: bool
    since: datetime


class MemberInFull(MemberOut):
    """The same with the groups they are in directly (public ids)."""

    groups: list[str]


class RoleIn(Given):
    """A role; `custom_role` is the public id of one where the role is `custom`."""

    role: Role
    custom_role: Uid = ""


class InviteIn(Invitee, RoleIn):
    """Whom to invite, with which role and groups."""

    groups: list[Uid] = []


class Filter(Given):
    """What the list is narrowed to."""

    search: Text = ""
    state: Literal["", "active", "suspended", "deactivated"] = ""
    after: Uid = ""


@router.get("/accounts/{number}/members", response={200: Page[MemberOut], **REFUSALS, 422: Problem})
def list_members(request: Any, number: str, wanted: Annotated[Filter, Query()]) -> Any:
    """By name, 50 at a time; `search` finds the beginnings of words of names and addresses."""
    access = may(request, number, SHOWN)
    found = people(access.account, PeopleFilter(wanted.search, state=wanted.state), behind(wanted.after))
    return Page[MemberOut](items=[_shown(row) for row in found.rows], next=onward(found))


@router.get("/accounts/{number}/members/{uid}", response={200: MemberInFull, **REFUSALS})
def get_member(request: Any, response: HttpResponse, number: str, uid: str) -> Any:
    """One of them, with an ETag for changing their role."""
    access = may(request, number, SHOWN)
    return tagged(response, _in_full(access, uid))


@router.post("/accounts/{number}/members", response={201: InvitationOut, **WRITES})
def invite(request: Any, number: str, given: InviteIn) -> Any:
    """Invite somebody; they are a member once they accept. Whether the address signs in already is not told."""
    access = may(request, number, Permission.MEMBER_MANAGE)
    invitation = invite_member(
        request.auth,
        account=access.account,
        email=given.email,
        first_name=given.first_name,
        last_name=given.last_name,
        language=given.language,
        role=given.role,
        custom_role_uid=given.custom_role,
        group_uids=given.groups,
    )
    return Status(201, invitation_shown(invitation))


@router.put("/accounts/{number}/members/{uid}/role", response={200: MemberInFull, **EDITS})
def set_role(request: Any, response: HttpResponse, number: str, uid: str, given: RoleIn) -> Any:
    """Another role, if nothing changed since it was read (If-Match)."""
    access = may(request, number, Permission.MEMBER_MANAGE)
    with unchanged(request, access.account, lambda: _in_full(access, uid)):
        change_role(
            request.auth, account=access.account, person_uid=uid, role=given.role, custom_role_uid=given.custom_role
        )
    return tagged(response, _in_full(access, uid))


@router.post("/accounts/{number}/members/{uid}/suspend", response={200: MemberInFull, **WRITES})
def suspend(request: Any, response: HttpResponse, number: str, uid: str) -> Any:
    """End, for the time being, what the member has in the admin portal and on the PBX."""
    access = may(request, number, Permission.MEMBER_MANAGE)
    suspend_member(request.auth, account=access.account, person_uid=uid)
    return tagged(response, _in_full(access, uid))


@router.post("/accounts/{number}/members/{uid}/resume", response={200: MemberInFull, **WRITES})
def resume(request: Any, response: HttpResponse, number: str, uid: str) -> Any:
    """Lift the suspension."""
    access = may(request, number, Permission.MEMBER_MANAGE)
    resume_member(request.auth, account=access.account, person_uid=uid)
    return tagged(response, _in_full(access, uid))


@router.delete("/accounts/{number}/members/{uid}", response={204: None, **EDITS})
def remove(request: Any, number: str, uid: str) -> Any:
    """End the membership, if nothing changed since it was read (If-Match)."""
    access = may(request, number, Permission.MEMBER_MANAGE)
    with unchanged(request, access.account, lambda: _in_full(access, uid)):
        remove_member(request.auth, account=access.account, person_uid=uid)
    return Status(204, None)


def _in_full(access: Access, uid: str) -> MemberInFull:
    row = member_by_uid(access.account, uid)
    groups = [entry.group.uid for entry in groups_of(access.account, row.person)]
    return MemberInFull(**_shown(row).model_dump(), groups=groups)


def _shown(row: Any) -> MemberOut:
    person, custom = row.person, row.custom_role
    return MemberOut(
        uid=person.uid, name=person.name, email=person.email, role=row.role, custom_role=custom.uid if custom else None,
        is_suspended=row.is_suspended, since=row.joined_at,
    )  # fmt: skip
