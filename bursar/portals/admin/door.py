"""Who is let in to this portal, its navigation and its refusal page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from bursar.access.permissions import Permission
from bursar.grants.queries import Access
from bursar.portals.addresses import address
from bursar.portals.doors import Door
from bursar.portals.frame import NavItem
from bursar.portals.why import nav as why

P = Permission


def nav(access: Access) -> list[NavItem]:
    """The left navigation: what the person may reach, and Billing, which opens in a tab of its own (S2)."""
    listed = [
        (None, _("Overview"), "admin:overview", "home"),
        (P.MEMBER_VIEW, _("People"), "admin:person-list", "users"),
        (P.MEMBER_VIEW, _("Groups"), "admin:group-list", "user-group"),
        (P.ROLE_MANAGE, _("Roles"), "admin:role-list", "identification"),
        (P.ACCOUNT_MANAGE, _("Settings"), "admin:settings", "cog-6-tooth"),
        (P.ACTIVITY_VIEW, _("Activity"), "admin:activity", "clock"),
    ]
    number = {"number": access.account.number}
    items = [
        NavItem(label, address(name, **number), icon)
        for needed, label, name, icon in listed
        if needed is None or access.may(needed)
    ]
    billing = NavItem(_("Billing"), billing_url(access), "banknotes", opens_new_tab=True)
    return [*items, *why.entries(access, "admin"), billing]


def billing_url(access: Access) -> str:
    """The billing portal of this account; for who is no billing administrator its sign-in page, and no further."""
    name = "billing:overview" if access.may(P.BILLING_PORTAL_ENTER) else "billing:account-sign-in"
    return address(name, number=access.account.number)


def refused(request: HttpRequest, access: Access) -> HttpResponse:
    """The page for somebody who is signed in but may not enter."""
    is_suspended = access.why(P.ADMIN_PORTAL_ENTER).is_suspended
    context = {
        "account": access.account,
        "is_suspended": is_suspended,
        "may_billing": access.may(P.BILLING_PORTAL_ENTER),
        "may_pbx": access.may(P.PBX_ENTER),
    }
    return render(request, "admin/refused.html", context, status=403)


door = Door("admin", _l("Admin portal"), Permission.ADMIN_PORTAL_ENTER, nav, refused)
page = door.page
