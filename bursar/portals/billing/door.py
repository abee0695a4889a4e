"""Who is let in to this portal, its navigation and its refusal page."""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from bursar.access.permissions import Permission
from bursar.billing.rules import require_assigned
from bursar.grants.queries import Access
from bursar.portals.addresses import address
from bursar.portals.billing.refusal import refused
from bursar.portals.bills import nav as bills
from bursar.portals.doors import Door, View
from bursar.portals.frame import NavItem
from bursar.portals.paying import nav as paying
from bursar.portals.why import nav as why


def nav(access: Access) -> list[NavItem]:
    """The left navigation: what the person may reach."""
    number = {"number": access.account.number}
    return [
        NavItem(_("Overview"), address("billing:overview", **number), "home"),
        *bills.entries(access, "billing"),
        *paying.entries(access, "billing"),
        *paying.method_entries(access, "billing"),
        *_settings(access),
    ]


def _settings(access: Access) -> list[NavItem]:
    number, section = {"number": access.account.number}, _("Settings")
    entries = [
        (Permission.BILLING_DETAILS_MANAGE, "details", _("Billing details"), "identification"),
        (Permission.BILLING_ADMIN_MANAGE, "administrators", _("Manage billing administrators"), "user-group"),
        (Permission.BILLING_ACTIVITY_VIEW, "activity", _("Activity"), "clock"),
    ]
    listed = [
        NavItem(label, address(f"billing:{name}", **number), icon, section)
        for right, name, label, icon in entries
        if access.may(right)
    ]
    return [*listed, *why.entries(access, "billing", section)]


door = Door("billing", _l("Billing portal"), Permission.BILLING_PORTAL_ENTER, nav, refused)
page = door.page


def naming(view: View) -> View:
    """A page on which somebody is named, changed or removed: for those who manage administrators, where that is done.

    Refused where the portal goes by role, shown or sent.
    """

    @wraps(view)
    def guarded(request: HttpRequest, access: Access, **kwargs: Any) -> HttpResponse:
        require_assigned(access)
        return view(request, access, **kwargs)

    return page(to=Permission.BILLING_ADMIN_MANAGE)(guarded)
