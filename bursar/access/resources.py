"""What a right is about: an account, one of its portals, or an invoice, and which actions apply to each."""

from dataclasses import dataclass
from enum import StrEnum

from bursar.access.permissions import Permission


class ResourceType(StrEnum):
    """The kinds of thing that one can ask about."""

    ACCOUNT = "account"
    ADMIN_PORTAL = "admin_portal"
    BILLING_PORTAL = "billing_portal"
    PBX = "pbx"
    INVOICE = "invoice"


@dataclass(frozen=True, slots=True)
class Resource:
    """Something of an account (by its id). Every invoice of an account is alike: no right is about a single one."""

    type: ResourceType
    account: int

    @classmethod
    def of(cls, account: int) -> "Resource":
        """The account itself, with everything that is in it: every action applies."""
        return cls(ResourceType.ACCOUNT, account)


_ADMIN = ("admin_portal", "member", "admin", "group", "role", "account", "activity")
_BILLING = ("billing_portal", "invoice", "payment_method", "billing_details", "billing_admin", "billing_activity")
_PBX = ("pbx", "pbx_permission", "pbx_report", "pbx_recording")


def _about(*nouns: str) -> frozenset[Permission]:
    return frozenset(permission for permission in Permission if permission.split(":")[0] in nouns)


ACTIONS: dict[ResourceType, frozenset[Permission]] = {
    ResourceType.ACCOUNT: frozenset(Permission),
    ResourceType.ADMIN_PORTAL: _about(*_ADMIN),
    ResourceType.BILLING_PORTAL: _about(*_BILLING),
    ResourceType.PBX: _about(*_PBX, "invoice"),
    ResourceType.INVOICE: _about("invoice"),
}
