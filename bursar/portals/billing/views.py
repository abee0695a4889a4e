"""The first page of the portal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bursar.access.permissions import Permission
from bursar.grants.queries import Access
from bursar.portals.billing.door import page


@page(to=Permission.BILLING_PORTAL_ENTER)
def overview(request: HttpRequest, access: Access) -> HttpResponse:
    """Where one is."""
    return render(request, "billing/overview.html", {"account": access.account})
