"""What is done to somebody's membership: role, groups, suspension, removal; each with what it would give and take."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bursar.access.permissions import Permission
from bursar.accounts.forest import Forest
from bursar.accounts.queries.groups import forest, groups_by_uids
from bursar.accounts.queries.people import groups_of, member_by_uid
from bursar.accounts.queries.roles import custom_role_by_uid
from bursar.accounts.words import role_label
from bursar.grants.queries import Access
from bursar.grants.queries.outlook import Outlook
from bursar.lifecycle import outlooks
from bursar.lifecycle.authority import require_to_end, require_to_manage
from bursar.lifecycle.carrying import require_to_bring_under
from bursar.lifecycle.commands.group_members import change_groups_of
from bursar.lifecycle.commands.members import change_role, remove_member, resume_member, suspend_member
from bursar.lifecycle.standing import billing_grant
from bursar.portals.admin.door import page
from bursar.portals.admin.forms import GroupsForm, RoleForm, role_of, role_value
from bursar.portals.admin.pages import asked, foreseen, goes_to, outlook_of, show, submitted
from bursar.portals.doors import actor_of
from bursar.portals.words import level_label

P = Permission


@page(to=P.MEMBER_MANAGE)
def person_role(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """Another role."""
    row = member_by_uid(access.account, uid)
    require_to_manage(access, row)
    present = role_value(row.role, row.custom_role.uid if row.custom_role else "")
    form = RoleForm(request.POST or None, access=access, initial={"role": present})
    answer, status = submitted(
        request,
        access,
        form,
        change_role,
        person_uid=uid,
        role=lambda data: role_of(data["role"])[0],
        custom_role_uid=lambda data: role_of(data["role"])[1],
    )
    if status == 0:
        messages.success(request, _("The role of %(name)s was changed.") % {"name": row.person.name})
        return goes_to(access, "person", uid=uid)
    level = billing_grant(access.account, row.person)
    context = {"row": row, "form": form, "answer": answer, "billing_level": level_label(level.name) if level else ""}
    context |= foreseen(request, access, form, lambda: _of_role(access, row, form.cleaned_data["role"]))
    return show(request, access, "person_role", context, status=status)


@page(to=P.GROUP_MANAGE)
def person_groups(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """In which groups somebody is."""
    row = member_by_uid(access.account, uid)
    trees = forest(access.account)
    inside = [found.group for found in groups_of(access.account, row.person)]
    initial = {"groups": [group.uid for group in inside]}
    form = GroupsForm(request.POST or None, access=access, trees=trees, initial=initial)
    _answer, status = submitted(
        request, access, form, change_groups_of, person_uid=uid, group_uids=lambda data: data["groups"]
    )
    if status == 0:
        messages.success(request, _("The groups of %(name)s were changed.") % {"name": row.person.name})
        return goes_to(access, "person", uid=uid)
    context = {"row": row, "form": form, "trees": trees}
    here = {group.pk for group in inside}
    context |= foreseen(
        request, access, form, lambda: _of_grouping(access, trees, row, here, form.cleaned_data["groups"])
    )
    return show(request, access, "person_groups", context, status=status)


@page(to=P.MEMBER_MANAGE)
def person_suspend(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """Ask, then suspend."""
    row = member_by_uid(access.account, uid)
    return asked(
        request,
        access,
        "person_suspend",
        _at_stake(access, row, outlooks.of_suspending(access.account, row.person_id)),
        check=lambda: require_to_end(access, row),
        act=lambda: suspend_member(actor_of(request, "admin"), account=access.account, person_uid=uid),
        done=_("%(name)s is suspended.") % {"name": row.person.name},
        leads_to=goes_to(access, "person", uid=uid),
    )


@page(to=P.MEMBER_MANAGE)
def person_resume(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """Ask, then lift the suspension."""
    row = member_by_uid(access.account, uid)
    return asked(
        request,
        access,
        "person_resume",
        {"row": row, **outlook_of(access, outlooks.of_resuming(access.account, row.person_id))},
        check=lambda: require_to_manage(access, row),
        act=lambda: resume_member(actor_of(request, "admin"), account=access.account, person_uid=uid),
        done=_("The suspension of %(name)s is lifted.") % {"name": row.person.name},
        leads_to=goes_to(access, "person", uid=uid),
    )


@page(to=P.MEMBER_MANAGE)
def person_remove(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """Ask, then remove."""
    row = member_by_uid(access.account, uid)
    return asked(
        request,
        access,
        "person_remove",
        _at_stake(access, row, outlooks.of_removing(access.account, row.person_id)),
        check=lambda: require_to_end(access, row),
        act=lambda: remove_member(actor_of(request, "admin"), account=access.account, person_uid=uid),
        done=_("%(name)s is no longer a member.") % {"name": row.person.name},
        leads_to=goes_to(access, "person-list"),
    )


def _at_stake(access: Access, row: Any, found: Outlook) -> dict[str, Any]:
    level = billing_grant(access.account, row.person)
    return {
        "row": row,
        "role": role_label(row.role, row.custom_role),
        "groups": [found.group.name for found in groups_of(access.account, row.person)],
        "billing_level": level_label(level.name) if level else "",
        **outlook_of(access, found),
    }


def _of_role(access: Access, row: Any, chosen: str) -> Outlook:
    role, uid = role_of(chosen)
    custom = custom_role_by_uid(access.account, uid) if uid else None
    return outlooks.of_role(access.account, [row.person_id], role, custom)


def _of_grouping(access: Access, trees: Forest, row: Any, inside: set[int], uids: list[str]) -> Outlook:
    wanted = [group.pk for group in groups_by_uids(access.account, uids)]
    coming = [group for group in wanted if group not in inside]
    found = outlooks.of_grouping(access.account, trees, row.person_id, wanted)
    return outlooks.meeting(found, lambda: require_to_bring_under(access, trees, coming, field="groups"))
