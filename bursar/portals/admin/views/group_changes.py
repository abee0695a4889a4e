"""What is done to a group: made, named, moved, deleted; with what that would give and take."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bursar.access.permissions import Permission
from bursar.accounts.forest import Forest
from bursar.accounts.queries.groups import forest, group_by_uid
from bursar.grants.queries import Access
from bursar.grants.queries.outlook import Outlook
from bursar.lifecycle import outlooks
from bursar.lifecycle.carrying import require_to_bring_under
from bursar.lifecycle.commands.groups import create_group, delete_group, edit_group, move_group
from bursar.portals.admin.door import page
from bursar.portals.admin.forms import GroupForm, NewGroupForm, ParentForm
from bursar.portals.admin.pages import asked, foreseen, goes_to, outlook_of, show, submitted
from bursar.portals.doors import actor_of

P = Permission


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
    context = {"form": form, "group": found}
    context |= foreseen(request, access, form, lambda: _of_moving(access, trees, found.pk, form.cleaned_data["parent"]))
    return show(request, access, "group_move", context, status=status)


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
        "members": trees.nodes[found.pk].members,
        **outlook_of(access, outlooks.of_deleting(access.account, found.pk)),
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


def _of_moving(access: Access, trees: Forest, group: int, uid: str) -> Outlook:
    parent = group_by_uid(access.account, uid).pk if uid else None
    found = outlooks.of_moving(access.account, trees, group, parent)
    wanted = [parent] if parent else []
    return outlooks.meeting(found, lambda: require_to_bring_under(access, trees, wanted, field="parent"))
