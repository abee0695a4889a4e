"""The entries of paying in the left navigation of a portal."""

from django.utils.translation import gettext as _

from bursar.access.permissions import Permission
from bursar.grants.queries import Access
from bursar.portals.addresses import address
from bursar.portals.frame import NavItem


def entries(access: Access, door: str, section: str = "") -> list[NavItem]:
    """Payments and the statement of account for those who may view invoices."""
    if not access.may(Permission.INVOICE_VIEW):
        return []
    url = address(f"{door}:payment-list", number=access.account.number)
    statement = address(f"{door}:statement", number=access.account.number)
    return [
        NavItem(_("Payments"), url, "credit-card", section),
        NavItem(_("Statement of account"), statement, "scale", section),
    ]


def method_entries(access: Access, door: str) -> list[NavItem]:
    """Payment methods for those who may manage them."""
    if not access.may(Permission.PAYMENT_METHOD_MANAGE):
        return []
    url = address(f"{door}:method-list", number=access.account.number)
    return [NavItem(_("Payment methods"), url, "wallet")]
