"""Groups: named sets of members and of other groups."""

from typing import Any

from django.http import HttpResponse
from ninja import Router, Schema, Status

from bursar.access.permissions import Permission
from bursar.accounts.queries.groups import forest, group_by_uid
from bursar.accounts.queries.people import group_members
from bursar.api.rest.accounts import REFUSALS
from bursar.api.rest.auth import may
from bursar.api.rest.etags import tagged, unchanged
from bursar.api.rest.members import EDITS, SHOWN, WRITES
from bursar.api.rest.problems import Problem
from bursar.api.rest.shapes import Given, Name, Page, Someone, Text, Uid, behind, onward, someone
from bursar.core.windows import seen_among
from bursar.grants.queries import Access
from bursar.lifecycle.commands.group_members import add_group_members, remove_group_member
from bursar.lifecycle.commands.groups import create_group, delete_group, edit_group, move_group

router = Router(tags=["groups"])
MANAGE = Permission.GROUP_MANAGE


class GroupOut(Schema):
    """A group, with how many are directly in it and the group that it is inside of."""

    uid: str
    name: str
    description: str
    parent: str | None
    members: int


class GroupIn(Given):
    """What a group is called."""

    name: Name
    description: Text = ""


class NewGroupIn(GroupIn):
    """The same, and the public id of the group that it is inside of."""

    parent: Uid = ""


class ParentIn(Given):
    """The group to be inside of; empty for none."""

    parent: Uid = ""


class PeopleIn(Given):
    """Public ids of members."""

    people: list[Uid]


@router.get("/accounts/{number}/groups", response={200: Page[GroupOut], **REFUSALS, 422: Problem})
def list_groups(request: Any, number: str, after: Uid = "") -> Any:
    """Every group of the account, each before those inside it, 50 at a time."""
    found = seen_among(list(_all(may(request, number, SHOWN)).values()), behind(after), lambda group: group.uid)
    return Page[GroupOut](items=found.rows, next=onward(found))


@router.get("/accounts/{number}/groups/{uid}", response={200: GroupOut, **REFUSALS})
def get_group(request: Any, response: HttpResponse, number: str, uid: str) -> Any:
    """One of them, with an ETag for changing it."""
    return tagged(response, _one(may(request, number, SHOWN), uid))


@router.post("/accounts/{number}/groups", response={201: GroupOut, **WRITES})
def create(request: Any, response: HttpResponse, number: str, given: NewGroupIn) -> Any:
    """A new group with nobody in it."""
    access = may(request, number, MANAGE)
    made = create_group(
        request.auth, account=access.account, name=given.name, description=given.description, parent_uid=given.parent
    )
    return Status(201, tagged(response, _one(access, made.uid)))


@router.put("/accounts/{number}/groups/{uid}", response={200: GroupOut, **EDITS})
def edit(request: Any, response: HttpResponse, number: str, uid: str, given: GroupIn) -> Any:
    """Another name or description, if nothing changed since it was read (If-Match)."""
    access = may(request, number, MANAGE)
    with unchanged(request, access.account, lambda: _one(access, uid)):
        edit_group(request.auth, account=access.account, group_uid=uid, name=given.name, description=given.description)
    return tagged(response, _one(access, uid))


@router.put("/accounts/{number}/groups/{uid}/parent", response={200: GroupOut, **EDITS})
def move(request: Any, response: HttpResponse, number: str, uid: str, given: ParentIn) -> Any:
    """Inside another group, or topmost; whoever is in it then holds what the groups above carry."""
    access = may(request, number, MANAGE)
    with unchanged(request, access.account, lambda: _one(access, uid)):
        move_group(request.auth, account=access.account, group_uid=uid, parent_uid=given.parent)
    return tagged(response, _one(access, uid))


@router.delete("/accounts/{number}/groups/{uid}", response={204: None, **EDITS})
def delete(request: Any, number: str, uid: str) -> Any:
    """Nobody is in it any more; what was inside it moves up."""
    access = may(request, number, MANAGE)
    with unchanged(request, access.account, lambda: _one(access, uid)):
        delete_group(request.auth, account=access.account, group_uid=uid)
    return Status(204, None)


@router.get("/accounts/{number}/groups/{uid}/members", response={200: Page[Someone], **REFUSALS, 422: Problem})
def list_group_members(request: Any, number: str, uid: str, after: Uid = "") -> Any:
    """Who is in it directly, by name, 50 at a time."""
    access = may(request, number, SHOWN)
    found = group_members(access.account, group_by_uid(access.account, uid).pk, behind(after))
    return Page[Someone](items=[someone(row.person) for row in found.rows], next=onward(found))


@router.post("/accounts/{number}/groups/{uid}/members", response={200: GroupOut, **WRITES})
def add_members(request: Any, response: HttpResponse, number: str, uid: str, given: PeopleIn) -> Any:
    """Put members in; they hold at once what the group carries, if the caller may give it."""
    access = may(request, number, MANAGE)
    add_group_members(request.auth, account=access.account, group_uid=uid, person_uids=given.people)
    return tagged(response, _one(access, uid))


@router.delete("/accounts/{number}/groups/{uid}/members/{person}", response={204: None, **WRITES})
def remove_from_group(request: Any, number: str, uid: str, person: str) -> Any:
    """Take a member out."""
    access = may(request, number, MANAGE)
    remove_group_member(request.auth, account=access.account, group_uid=uid, person_uid=person)
    return Status(204, None)


def _all(access: Access) -> dict[str, GroupOut]:
    trees = forest(access.account)
    return {
        node.uid: GroupOut(
            uid=node.uid, name=node.name, description=node.description, members=node.members,
            parent=trees.nodes[trees.parents[node.id]].uid if node.id in trees.parents else None,
        )
        for node in trees.ordered
    }  # fmt: skip


def _one(access: Access, uid: str) -> GroupOut:
    return _all(access)[group_by_uid(access.account, uid).uid]
