"""The account's user groups as a tree, to read; they are edited in the admin portal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bursar.access.permissions import Permission
from bursar.grants.queries import Access
from bursar.pbx import queries
from bursar.portals.pbx.door import page


@require_safe
@page(to=Permission.PBX_PERMISSION_MANAGE)
def group_list(request: HttpRequest, access: Access) -> HttpResponse:
    """Every group with its members and the groups inside it."""
    tree, is_all = queries.group_tree(access.account)
    context = {
        "account": access.account,
        "tree": tree,
        "is_all": is_all,
        "may_edit": access.may(Permission.GROUP_MANAGE) and access.may(Permission.ADMIN_PORTAL_ENTER),
    }
    return render(request, "pbx/group_list.html", context)
