"""The entry of these pages in the navigation of a portal, and their tabs."""

from django.utils.translation import gettext as _

from bursar.access.permissions import Permission
from bursar.grants.queries import Access
from bursar.portals.addresses import address
from bursar.portals.frame import NavItem

# Who may ask about others, at each door.
TO_ASK = {"billing": Permission.BILLING_ADMIN_MANAGE, "admin": Permission.MEMBER_VIEW}


def entries(access: Access, door: str, section: str = "") -> list[NavItem]:
    """Who can pay, for those who may ask about others."""
    if not access.may(TO_ASK[door]):
        return []
    url = address(f"{door}:access-who", number=access.account.number)
    return [NavItem(_("Who can pay?"), url, "question-mark-circle", section)]


def tabs(access: Access, door: str, here: str) -> list[tuple[str, str, bool, None]]:
    """The pages on who may do what."""
    number = {"number": access.account.number}
    named = {"who": _("Who can pay?"), "ask": _("Ask about a person"), "changes": _("What changed?")}
    return [(words, address(f"{door}:access-{name}", **number), name == here, None) for name, words in named.items()]
