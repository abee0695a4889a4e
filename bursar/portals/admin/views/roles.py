"""Roles: the built-in ones, and custom ones made of permissions."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bursar.access.permissions import ROLE_PERMISSIONS, ROLES, Permission, Role
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
from bursar.lifecycle.authority import require_to_contain
from bursar.lifecycle.commands.roles import create_role, delete_role, edit_role
from bursar.portals.admin.door import page
from bursar.portals.admin.forms import CustomRoleForm, ReplacementForm, role_of
from bursar.portals.admin.pages import goes_to, show, submitted

P = Permission
# What the list of roles names, in its order; entering the admin portal goes with all of them but Member.
SHOWN = (*ROLE_PERMISSIONS, P.ADMIN_MANAGE, P.PBX_PERMISSION_MANAGE)


@require_safe
@page(to=P.ROLE_MANAGE)
def role_list(request: HttpRequest, access: Access) -> HttpResponse:
    """Every role with what it contains and how many have it."""
    counts = role_counts(access.account)
    built_in = [
        _row(role, str(words.ROLES[role]), str(words.EXPLANATIONS[role]), ROLES[role], counts.get(role, 0))
        for role in (Role.SUPER_ADMIN, Role.ADMIN, Role.MEMBER)
    ]
    own = []
    for role in custom_roles(access.account):
        row = _row(role.uid, role.name, role.description, contained(role), role.holders)  # type: ignore[attr-defined]
        own.append({**row, "is_mine_to_handle": contained(role) <= access.held})
    return show(request, access, "role_list", {"built_in": built_in, "own": own})


@page(to=P.ROLE_MANAGE)
def role_add(request: HttpRequest, access: Access) -> HttpResponse:
    """A new role."""
    form = CustomRoleForm(request.POST or None)
    _role, status = submitted(request, access, form, create_role, **_fields())
    if status == 0:
        messages.success(request, _("The role is there. Assign it on a person’s page."))
        return goes_to(access, "role-list")
    return show(request, access, "role_add", {"form": form}, status=status)


@page(to=P.ROLE_MANAGE)
def role_edit(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """Another name or other permissions."""
    role = custom_role_by_uid(access.account, uid)
    require_to_contain(access, contained(role))
    initial = {"name": role.name, "description": role.description, "permissions": [str(p) for p in contained(role)]}
    form = CustomRoleForm(request.POST or None, initial=initial)
    _answer, status = submitted(request, access, form, edit_role, role_uid=uid, **_fields())
    if status == 0:
        messages.success(request, _("The role is saved. It counts at once for everybody who has it."))
        return goes_to(access, "role-list")
    return show(request, access, "role_edit", {"form": form, "role": role, "people": holders(role)}, status=status)


@page(to=P.ROLE_MANAGE)
def role_delete(request: HttpRequest, access: Access, uid: str) -> HttpResponse:
    """Ask; for a role in use, which one takes its place."""
    role = custom_role_by_uid(access.account, uid)
    require_to_contain(access, contained(role))
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
    return show(request, access, "role_delete", context, status=status)


def _row(key: str, name: str, description: str, contains: frozenset[Permission], count: int) -> dict[str, Any]:
    labels = [permission_label(permission) for permission in SHOWN if permission in contains]
    return {"key": key, "name": name, "description": description, "contains": labels, "count": count}


def _fields() -> dict[str, Any]:
    return {
        "name": lambda data: data["name"],
        "description": lambda data: data["description"],
        "permissions": lambda data: frozenset(Permission(value) for value in data["permissions"]),
    }
