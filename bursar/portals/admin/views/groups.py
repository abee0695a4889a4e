"""Groups: the tree, one group, and what is done to it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from bursar.access.permissions import Permission
from bursar.accounts.forest import Forest, Node
from bursar.accounts.queries.directory import candidates, members_by_uids
from bursar.accounts.queries.groups import forest, group_by_uid, group_with_its_tree, groups_window, some_groups
from bursar.accounts.queries.people import group_members, member_by_uid, those_inside
from bursar.accounts.words import role_label
from bursar.grants.queries import Access, permission_label
from bursar.lifecycle.carrying import carried, given_to_groups
from bursar.lifecycle.commands.group_members import add_group_members, remove_group_member
from bursar.lifecycle.commands.groups import create_group, delete_group, edit_group, move_group
from bursar.lifecycle.standing import lost_by_deleting
from bursar.portals.admin.door import page
from bursar.portals.admin.forms import GroupForm, NewGroupForm, ParentForm, PeopleForm
from bursar.portals.admin.pages import asked, goes_to, show, submitted
from bursar.portals.doors import actor_of
from bursar.portals.listing import PLACE, place_in, query_without
from bursar.portals.words import pbx_label

P = Permission


@require_safe
@page(to=P.MEMBER_VIEW)
def group_list(request: HttpRequest, access: Access) -> HttpResponse:
    """All groups as a tree, with what each carries."""
    trees, is_all = some_groups(access.account)
    text = request.GET.get("q", "").strip()
    seen = None if is_all else groups_window(access.account, text, place_in(request))
    nodes = [_node(row) for row in seen.rows] if seen else _found(trees, text)
    given = given_to_groups(access.account, [node.id for node in nodes])
    context = {
        "rows": [{"node": node, "carried": [pbx_label(name) for name in given.get(node.id, [])]} for node in nodes],
        "text": text,
        "total": len(trees.nodes),
        "window": seen,
        "page_query": query_without(request, *PLACE),
    }
    return show(request, access, "group_list", context)


@require_safe
@page(to=P.MEMBER_VIEW)
def group(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """One group: who is in it, where it is, what it carries."""
    found, trees = group_with_its_tree(access.account, uid)
    context = {
        "group": found,
        "above": [trees.nodes[pk] for pk in reversed(trees.ancestors(found.id))],
        "inside": [trees.nodes[pk] for pk in trees.children.get(found.id, [])],
        "carried": _carried(access, trees, found.id),
        "window": group_members(access.account, found.id, place_in(request)).of(found.members),
        "page_query": query_without(request, *PLACE),
    }
    return show(request, access, "group", context)


@page(to=P.GROUP_MANAGE)
def group_add(request: HttpRequest, access: Access) -> HttpResponse:
    """A new group."""
    initial = {"parent": request.GET.get("parent", "")}
    form = NewGroupForm(request.POST or None, access=access, trees=forest(access.account), initial=initial)
    made, status = submitted(
        request,
        access,
        form,
        create_group,
        name=lambda data: data["name"],
        description=lambda data: data["description"],
        parent_uid=lambda data: data["parent"],
    )
    if status == 0:
        messages.success(request, _("The group “%(group)s” is there. Put people in it now.") % {"group": made.name})
        return goes_to(access, "group", uid=made.uid)
    return show(request, access, "group_add", {"form": form}, status=status)


@page(to=P.GROUP_MANAGE)
def group_edit(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """Another name or description."""
    found = group_by_uid(access.account, uid)
    form = GroupForm(request.POST or None, initial={"name": found.name, "description": found.description})
    _answer, status = submitted(
        request,
        access,
        form,
        edit_group,
        group_uid=uid,
        name=lambda data: data["name"],
        description=lambda data: data["description"],
    )
    if status == 0:
        messages.success(request, _("The group is saved."))
        return goes_to(access, "group", uid=uid)
    return show(request, access, "group_edit", {"form": form, "group": found}, status=status)


@page(to=P.GROUP_MANAGE)
def group_move(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """Under another group, or to the top."""
    found = group_by_uid(access.account, uid)
    trees = forest(access.account)
    above = trees.parents.get(found.pk)
    form = ParentForm(
        request.POST or None,
        access=access,
        trees=trees,
        without=[found.pk, *trees.inside(found.pk)],
        initial={"parent": trees.nodes[above].uid if above else ""},
    )
    _answer, status = submitted(
        request, access, form, move_group, group_uid=uid, parent_uid=lambda data: data["parent"]
    )
    if status == 0:
        messages.success(request, _("The group “%(group)s” was moved.") % {"group": found.name})
        return goes_to(access, "group", uid=uid)
    return show(request, access, "group_move", {"form": form, "group": found}, status=status)


@page(to=P.GROUP_MANAGE)
def group_fill(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """Search for members and put those ticked in the group; who is ticked stays so in the next search."""
    found, trees = group_with_its_tree(access.account, uid)
    ticked = request.POST.getlist("people") or request.GET.getlist("people")
    form = PeopleForm(request.POST if request.method == "POST" else None, ticked=ticked)
    added, status = submitted(
        request, access, form, add_group_members, group_uid=uid, person_uids=lambda data: data["people"]
    )
    if status == 0:
        text = ngettext("%(n)s person was put in the group.", "%(n)s people were put in the group.", added)
        messages.success(request, text % {"n": added})
        return goes_to(access, "group", uid=uid)
    text = request.GET.get("q", "").strip()
    seen = candidates(access.account, text, place_in(request), ticked)
    members = [*members_by_uids(access.account, ticked), *seen.rows]
    inside = those_inside(found.id, [row.person_id for row in members])
    context = {
        "form": form,
        "group": found,
        "text": text,
        "carried": _carried(access, trees, found.id),
        "window": seen,
        "rows": [
            {"row": row, "role": role_label(row.role, row.custom_role), "is_inside": row.person_id in inside}
            for row in members
        ],
        "ticked": ticked,
        "page_query": query_without(request, *PLACE),
    }
    return show(request, access, "group_fill", context, status=status)


@require_POST
@page(to=P.GROUP_MANAGE)
def group_take_out(request: HttpRequest, access: Access, uid: str, person_uid: str) -> HttpResponse:
    """Take somebody out of the group."""
    person = member_by_uid(access.account, person_uid).person
    remove_group_member(actor_of(request, "admin"), account=access.account, group_uid=uid, person_uid=person_uid)
    messages.success(request, _("%(name)s is no longer in the group.") % {"name": person.name})
    return goes_to(access, "group", uid=uid)


@page(to=P.GROUP_MANAGE)
def group_delete(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """Ask, telling who would lose what, then delete."""
    found = group_by_uid(access.account, uid)
    trees = forest(access.account)
    above = trees.parents.get(found.pk)
    context = {
        "group": found,
        "above": trees.nodes[above] if above else None,
        "inside": [trees.nodes[pk] for pk in trees.children.get(found.pk, [])],
        "losses": [
            {"person": loss.person, "lost": _lost(loss.lost)} for loss in lost_by_deleting(access.account, found.pk)
        ],
        "members": trees.nodes[found.pk].members,
    }
    return asked(
        request,
        access,
        "group_delete",
        context,
        check=lambda: None,
        act=lambda: delete_group(actor_of(request, "admin"), account=access.account, group_uid=uid),
        done=_("The group “%(group)s” is deleted.") % {"group": found.name},
        leads_to=goes_to(access, "group-list"),
    )


def _found(trees: Forest, text: str) -> list[Node]:
    return [node for node in trees.ordered if text.casefold() in node.name.casefold()]


def _node(row: Any) -> Node:
    return Node(row.pk, row.uid, row.name, row.description, members=row.size)


def _lost(permissions: Sequence[Permission]) -> list[str]:
    """The rights by name; entering PBX administration goes with each of them and is named when it goes alone."""
    named = [p for p in permissions if p is not P.PBX_ENTER] or permissions
    return [permission_label(permission) for permission in named]


def _carried(access: Access, trees: Forest, group_id: int) -> list[dict[str, Any]]:
    return [
        {
            "label": pbx_label(found.permission),
            "given_to": None if found.given_to == group_id else trees.nodes[found.given_to],
        }
        for found in carried(trees, given_to_groups(access.account, trees.with_ancestors(group_id)), group_id)
    ]
