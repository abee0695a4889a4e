"""The first page of the portal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bursar.access.permissions import Permission
from bursar.grants.queries import Access
from bursar.portals.admin.door import page


@page(to=Permission.ADMIN_PORTAL_ENTER)
def overview(request: HttpRequest, access: Access) -> HttpResponse:
    """Where one is."""
    return render(request, "admin/overview.html", {"account": access.account})
