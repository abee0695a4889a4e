"""The entry of invoices in the navigation of each portal that shows them."""

from django.utils.translation import gettext as _

from bursar.access.permissions import Permission
from bursar.grants.queries import Access
from bursar.portals.addresses import address
from bursar.portals.frame import NavItem


def entries(access: Access, door: str, section: str = "") -> list[NavItem]:
    """Invoices, for those who may view them."""
    if not access.may(Permission.INVOICE_VIEW):
        return []
    url = address(f"{door}:invoice-list", number=access.account.number)
    return [NavItem(_("Invoices"), url, "document-text", section)]
