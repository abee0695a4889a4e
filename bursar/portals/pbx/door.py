"""Who is let in to this portal, its navigation and its refusal page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from bursar.access.permissions import Permission
from bursar.grants.queries import Access
from bursar.pbx import queries
from bursar.portals.addresses import address
from bursar.portals.bills import nav as bills
from bursar.portals.doors import Door
from bursar.portals.frame import NavItem
from bursar.portals.paying import nav as paying


def nav(access: Access) -> list[NavItem]:
    """The left navigation: what the person may reach."""
    number = {"number": access.account.number}
    items = [NavItem(_("Overview"), address("pbx:overview", **number), "home")]
    if access.may(Permission.PBX_PERMISSION_MANAGE):
        section = _("General")
        items += [
            NavItem(_("Permissions"), address("pbx:permission-list", **number), "key", section),
            NavItem(_("User groups"), address("pbx:group-list", **number), "user-group", section),
        ]
    return [*items, *bills.entries(access, "pbx", _("Bills")), *paying.entries(access, "pbx", _("Bills"))]


def refused(request: HttpRequest, access: Access) -> HttpResponse:
    """The page for somebody who is signed in but may not enter; a member sees who could change that."""
    mine = [m for m in access.facts.memberships if m.person == access.actor.person_id and m.span.covers(access.at)]
    is_suspended = any(m.is_suspended for m in mine)
    managers = queries.managers(access.account) if mine and not is_suspended else []
    context = {"account": access.account, "is_suspended": is_suspended, "managers": managers, "door": door}
    return render(request, "pbx/refused.html", context, status=403)


door = Door("pbx", _l("PBX administration (classic)"), Permission.PBX_ENTER, nav, refused)
page = door.page
