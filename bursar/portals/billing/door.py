"""Who is let in to this portal, its navigation and its refusal page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from bursar.access.permissions import Permission
from bursar.grants.queries import Access
from bursar.portals.bills import nav as bills
from bursar.portals.doors import Door
from bursar.portals.frame import NavItem
from bursar.portals.paying import nav as paying


def nav(access: Access) -> list[NavItem]:
    """The left navigation: what the person may reach."""
    number = {"number": access.account.number}
    return [
        NavItem(_("Overview"), reverse("billing:overview", kwargs=number), "home"),
        *bills.entries(access, "billing"),
        *paying.entries(access, "billing"),
        *paying.method_entries(access, "billing"),
    ]


def refused(request: HttpRequest, access: Access) -> HttpResponse:
    """The page for somebody who is signed in but may not enter."""
    return render(request, "billing/refused.html", {"account": access.account}, status=403)


door = Door("billing", _l("Billing portal"), Permission.BILLING_PORTAL_ENTER, nav, refused)
page = door.page
