"""People: the list, one person, and what is done to their membership."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bursar.access.permissions import Permission, Role
from bursar.accounts.forest import Forest
from bursar.accounts.queries.directory import PeopleFilter, people
from bursar.accounts.queries.groups import forest, some_groups
from bursar.accounts.queries.people import group_names, groups_of, member_by_uid
from bursar.accounts.queries.roles import custom_role_names
from bursar.accounts.words import ROLES, role_label
from bursar.grants.queries import Access, holdings_in, permission_label
from bursar.lifecycle.authority import may_manage, require_to_end, require_to_manage
from bursar.lifecycle.commands.group_members import change_groups_of
from bursar.lifecycle.commands.members import change_role, remove_member, resume_member, suspend_member
from bursar.lifecycle.standing import billing_grant, lost_by_leaving
from bursar.portals.admin.door import page
from bursar.portals.admin.forms import GroupsForm, RoleForm, group_path, role_of, role_value
from bursar.portals.admin.lines import lines
from bursar.portals.admin.pages import asked, goes_to, show, submitted
from bursar.portals.doors import actor_of
from bursar.portals.listing import PLACE, place_in, query_without
from bursar.portals.why.rights import account_access
from bursar.portals.words import level_label

P = Permission


@require_safe
@page(to=P.MEMBER_VIEW)
def person_list(request: HttpRequest, access: Access) -> HttpResponse:
    """Everybody, searched, filtered and sorted by what stands in the address."""
    get = request.GET.get
    wanted = PeopleFilter(get("q", ""), get("role", ""), get("group", ""), get("state", ""), get("sort", "name"))
    trees, is_all = some_groups(access.account)
    found = people(access.account, wanted, place_in(request))
    groups = group_names(access.account, [row.person_id for row in found.rows])
    context = {
        "wanted": wanted,
        "window": found,
        "lines": lines(found.rows, groups, access.account.number),
        "role_options": _role_options(access),
        "group_options": _group_options(trees, wanted.group, is_all=is_all),
        "state_options": [
            ("", _("Any state")),
            ("active", _("Active")),
            ("suspended", _("Suspended")),
            ("deactivated", _("Deactivated")),
        ],
        "page_query": query_without(request, *PLACE),
        "sort_query": query_without(request, *PLACE, "sort"),
    }
    return show(request, access, "person_list", context)


@require_safe
@page(to=P.MEMBER_VIEW)
def person(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """One member: who they are, what they may do here and by which chains."""
    row = member_by_uid(access.account, uid)
    level = billing_grant(access.account, row.person)
    own = holdings_in(row.person_id, access.account)
    is_oneself = row.person_id == access.actor.person_id
    context = {
        "row": row,
        "role": role_label(row.role, row.custom_role),
        "groups": groups_of(access.account, row.person),
        "billing_level": level_label(level.name) if level else "",
        "entry": account_access(own, access.account, row.person.first_name or row.person.name),
        "is_oneself": is_oneself,
        "may_manage": access.may(P.MEMBER_MANAGE) and may_manage(access, row),
    }
    return show(request, access, "person", context)


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
    return show(request, access, "person_role", context, status=status)


@page(to=P.GROUP_MANAGE)
def person_groups(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """In which groups somebody is."""
    row = member_by_uid(access.account, uid)
    trees = forest(access.account)
    inside = [found.group.uid for found in groups_of(access.account, row.person)]
    form = GroupsForm(request.POST or None, access=access, trees=trees, initial={"groups": inside})
    _answer, status = submitted(
        request, access, form, change_groups_of, person_uid=uid, group_uids=lambda data: data["groups"]
    )
    if status == 0:
        messages.success(request, _("The groups of %(name)s were changed.") % {"name": row.person.name})
        return goes_to(access, "person", uid=uid)
    return show(request, access, "person_groups", {"row": row, "form": form, "trees": trees}, status=status)


@page(to=P.MEMBER_MANAGE)
def person_suspend(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """Ask, then suspend."""
    row = member_by_uid(access.account, uid)
    return asked(
        request,
        access,
        "person_suspend",
        _at_stake(access, row),
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
        {"row": row},
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
        _at_stake(access, row),
        check=lambda: require_to_end(access, row),
        act=lambda: remove_member(actor_of(request, "admin"), account=access.account, person_uid=uid),
        done=_("%(name)s is no longer a member.") % {"name": row.person.name},
        leads_to=goes_to(access, "person-list"),
    )


def _at_stake(access: Access, row: Any) -> dict[str, Any]:
    level = billing_grant(access.account, row.person)
    return {
        "row": row,
        "role": role_label(row.role, row.custom_role),
        "groups": [found.group.name for found in groups_of(access.account, row.person)],
        "lost": [permission_label(p) for p in lost_by_leaving(access.account, row.person)],
        "billing_level": level_label(level.name) if level else "",
    }


def _role_options(access: Access) -> list[tuple[str, str]]:
    built_in = [(str(role), str(ROLES[role])) for role in (Role.SUPER_ADMIN, Role.ADMIN, Role.MEMBER)]
    return [("", _("Any role")), *built_in, *custom_role_names(access.account)]


def _group_options(trees: Forest, wanted: str, *, is_all: bool) -> list[tuple[str, str]]:
    """The groups as paths; of very many the first ones, and the one that is wanted, which its own page leads to."""
    listed = [(node.uid, group_path(trees, node.id)) for node in trees.ordered]
    if wanted and not is_all and wanted not in dict(listed):
        listed.append((wanted, _("The group chosen")))
    return [("", _("Any group")), *listed]
