"""Roles: the built-in ones, and custom ones made of permissions."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bursar.access.permissions import ROLE_BILLING, ROLE_PERMISSIONS, ROLES, Permission, Role
from bursar.accounts import words
from bursar.accounts.queries.roles import (
    contained,
    custom_role_by_uid,
    custom_roles,
    holders,
    offers,
    role_counts,
)
from bursar.grants.queries import Access, permission_label
from bursar.grants.queries.outlook import Outlook
from bursar.lifecycle import outlooks
from bursar.lifecycle.commands.roles import create_role, delete_role, edit_role
from bursar.lifecycle.contents import counting, require_to_contain, unpassable
from bursar.portals.admin.door import page
from bursar.portals.admin.forms import CustomRoleForm, ReplacementForm, role_of
from bursar.portals.admin.pages import foreseen, goes_to, show, submitted

P = Permission
# What the list of roles names, in its order; entering the admin portal goes with all of them but Member.
SHOWN = (*ROLE_PERMISSIONS, P.ADMIN_MANAGE, P.PBX_PERMISSION_MANAGE, *ROLE_BILLING)


@require_safe
@page(to=P.ROLE_MANAGE)
def role_list(request: HttpRequest, access: Access) -> HttpResponse:
    """Every role with what it contains and how many have it."""
    counts = role_counts(access.account)
    built_in = [_built_in_row(access, role, counts) for role in (Role.SUPER_ADMIN, Role.ADMIN, Role.MEMBER)]
    own = [_own_row(access, role) for role in custom_roles(access.account)]
    return show(request, access, "role_list", {"built_in": built_in, "own": own})


@page(to=P.ROLE_MANAGE)
def role_add(request: HttpRequest, access: Access) -> HttpResponse:
    """A new role."""
    form = CustomRoleForm(request.POST or None, access=access)
    _role, status = submitted(request, access, form, create_role, **_fields())
    if status == 0:
        messages.success(request, _("The role is there. Assign it on a person’s page."))
        return goes_to(access, "role-list")
    return show(request, access, "role_add", {"form": form}, status=status)


@page(to=P.ROLE_MANAGE)
def role_edit(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """Another name or other permissions."""
    role = custom_role_by_uid(access.account, uid)
    content = counting(access, contained(role))
    require_to_contain(access, content)
    initial = {"name": role.name, "description": role.description, "permissions": [str(p) for p in content]}
    form = CustomRoleForm(request.POST or None, access=access, initial=initial)
    _answer, status = submitted(request, access, form, edit_role, role_uid=uid, **_fields())
    if status == 0:
        messages.success(request, _("The role is saved. It counts at once for everybody who has it."))
        return goes_to(access, "role-list")
    context = {"form": form, "role": role, "people": holders(role), "asleep": _labels(contained(role) - content)}
    context |= foreseen(request, access, form, lambda: _of_editing(access, role, form.cleaned_data["permissions"]))
    return show(request, access, "role_edit", context, status=status)


@page(to=P.ROLE_MANAGE)
def role_delete(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """Ask; for a role in use, which one takes its place."""
    role = custom_role_by_uid(access.account, uid)
    require_to_contain(access, counting(access, contained(role)))
    people, invited = holders(role), len(offers(role))
    is_used = bool(people or invited)
    form = ReplacementForm(request.POST or None, access=access, without=uid) if is_used else Form(request.POST)
    _answer, status = submitted(
        request,
        access,
        form,
        delete_role,
        role_uid=uid,
        replacement=lambda data: role_of(data["replacement"])[0] if is_used else None,
        replacement_uid=lambda data: role_of(data["replacement"])[1] if is_used else "",
    )
    if status == 0:
        messages.success(request, _("The role “%(role)s” is deleted.") % {"role": role.name})
        return goes_to(access, "role-list")
    context = {"form": form, "role": role, "people": people, "invited": invited, "is_used": is_used}
    if is_used:
        context |= foreseen(
            request, access, form, lambda: _of_replacing(access, role, form.cleaned_data["replacement"])
        )
    return show(request, access, "role_delete", context, status=status)


def _of_editing(access: Access, role: Any, chosen: list[str]) -> Outlook:
    """What is asleep in the role stays in it."""
    asleep = contained(role) - counting(access, contained(role))
    wanted = frozenset(Permission(each) for each in chosen) | asleep
    return outlooks.of_contents(access.account, _people(role), Role.CUSTOM, wanted)


def _of_replacing(access: Access, role: Any, chosen: str) -> Outlook:
    other, uid = role_of(chosen)
    custom = custom_role_by_uid(access.account, uid) if uid else None
    return outlooks.of_role(access.account, _people(role), other, custom)


def _people(role: Any) -> list[int]:
    return [row.person_id for row in holders(role)]


def _row(key: str, name: str, description: str, contains: frozenset[Permission], count: int) -> dict[str, Any]:
    labels = _labels(contains)
    return {"key": key, "name": name, "description": description, "contains": labels, "count": count, "asleep": []}


def _built_in_row(access: Access, role: Role, counts: Mapping[str, int]) -> dict[str, Any]:
    hint = words.explanation(role, by_role=access.goes_by_role)
    row = _row(role, str(words.ROLES[role]), hint, ROLES[role], counts.get(role, 0))
    holds_all = access.goes_by_role and role is Role.SUPER_ADMIN
    return {**row, "contains": [*row["contains"], *([_("Every right in the billing portal")] if holds_all else [])]}


def _own_row(access: Access, role: Any) -> dict[str, Any]:
    content = counting(access, contained(role))
    return {
        **_row(role.uid, role.name, role.description, content, role.holders),
        "asleep": _labels(contained(role) - content),
        "is_mine_to_handle": next(unpassable(access, content), None) is None,
    }


def _labels(contains: frozenset[Permission]) -> list[str]:
    return [permission_label(permission) for permission in SHOWN if permission in contains]


def _fields() -> dict[str, Any]:
    return {
        "name": lambda data: data["name"],
        "description": lambda data: data["description"],
        "permissions": lambda data: frozenset(Permission(value) for value in data["permissions"]),
    }
