"""What surrounds a page: the portal one is in, its account, navigation, the app switcher and the person."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from bursar.access.permissions import Permission
from bursar.grants.queries import Access
from bursar.portals.addresses import address


@dataclass(frozen=True)
class NavItem:
    """An entry of the left navigation."""

    label: str
    url: str
    icon: str
    section: str = ""
    opens_new_tab: bool = False
    count: int | None = None
    is_current: bool = False


@dataclass(frozen=True)
class App:
    """An entry of the app switcher."""

    name: str
    description: str
    url: str
    icon: str
    is_current: bool = False
    opens_new_tab: bool = False


@dataclass(frozen=True)
class Frame:
    """Everything the portal layout shows around a page."""

    portal: str
    portal_name: str
    person: Any
    account_name: str = ""
    account_url: str = ""
    switch_url: str = ""
    leave_url: str = ""
    why_url: str = ""
    time_zone: str = "UTC"
    nav: list[NavItem] = field(default_factory=list)
    apps: list[App] = field(default_factory=list)


Nav = Callable[[Access], list[NavItem]]


def mark_current(items: list[NavItem], path: str) -> list[NavItem]:
    """Mark the item whose address is the longest beginning of the page's."""
    matching = [item.url for item in items if path.startswith(item.url)]
    best = max(matching, key=len, default=None)
    return [replace(item, is_current=item.url == best) for item in items]


def apps(held: frozenset[Permission], number: str, current: str, *, by_role: bool = False) -> list[App]:
    """The apps open to a person who holds `held` in the account (S3).

    Admins and Super admins see Billing without any billing right: it leads them to its sign-in page, no further.
    """
    found = []
    if Permission.ADMIN_PORTAL_ENTER in held:
        found.append(("admin", _("Admin portal"), _("People, groups and roles"), "admin:overview", "building-office"))
    if Permission.BILLING_PORTAL_ENTER in held:
        found.append(("billing", _("Billing"), _("Invoices and payments"), "billing:overview", "banknotes"))
    elif Permission.ADMIN_PORTAL_ENTER in held:
        whose = _("Opens to Super admins and to some roles") if by_role else _("Has administrators of its own")
        found.append(("billing", _("Billing"), whose, "billing:account-sign-in", "banknotes"))
    if Permission.PBX_ENTER in held:
        found.append(("pbx", _("PBX administration (classic)"), _("Telephone permissions"), "pbx:overview", "phone"))
    listed = [
        App(name, text, address(url, number=number), icon, key == current, key == "billing" != current)
        for key, name, text, url, icon in found
    ]
    return [*listed, _my_account(current)]


def apps_anywhere(held: frozenset[Permission]) -> list[App]:
    """The same on pages that belong to no account: each entry leads to the portal's chooser."""
    found = []
    if Permission.ADMIN_PORTAL_ENTER in held:
        found.append(App(_("Admin portal"), _("People, groups and roles"), address("admin:home"), "building-office"))
    if held & {Permission.BILLING_PORTAL_ENTER, Permission.ADMIN_PORTAL_ENTER}:
        found.append(
            App(_("Billing"), _("Invoices and payments"), address("billing:home"), "banknotes", opens_new_tab=True)
        )
    if Permission.PBX_ENTER in held:
        found.append(App(_("PBX administration (classic)"), _("Telephone permissions"), address("pbx:home"), "phone"))
    return [*found, _my_account("me")]


def _my_account(current: str) -> App:
    return App(_("My account"), _("Profile, security and access"), address("me:home"), "user-circle", current == "me")


def context(request: HttpRequest) -> dict[str, Any]:
    """What every template is given besides its own context."""
    return {
        "frame": getattr(request, "frame", None),
        "sign_out_url": address("public:sign-out"),
        "set_language_url": address("public:language"),
        "csp_nonce": getattr(request, "csp_nonce", ""),
        "csrf_input": SimpleLazyObject(partial(csrf_input, request)),  # Django's own makes a new one for every form
        "LANGUAGE_CODE": getattr(request, "LANGUAGE_CODE", "en"),
    }
