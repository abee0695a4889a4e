"""Of which kind an account's billing portal is, and who holds it by role."""

from bursar.access.facts import PortalKind as Kind
from bursar.access.permissions import Role
from bursar.accounts.models import Account, Person, PortalKind
from bursar.accounts.models.membership import RANKS


def portal_kind(account: Account) -> Kind:
    """The kind of the account's billing portal now: by names unless it was ever switched."""
    kind = PortalKind.objects.filter(account=account, ended_at__isnull=True).values_list("kind", flat=True).first()
    return Kind(kind) if kind else Kind.ASSIGNED


def goes_by_role(account: Account) -> bool:
    """Whether roles decide over the account's bills now. Who has an `Access` in hand asks that instead."""
    return portal_kind(account) is Kind.BY_ROLE


def super_admins(account: Account) -> list[Person]:
    """The active Super admins by name: who holds a billing portal that goes by role."""
    rows = Person.objects.filter(
        memberships__account=account,
        memberships__rank=RANKS.index(Role.SUPER_ADMIN),
        memberships__is_suspended=False,
        memberships__ended_at__isnull=True,
        deactivated_at__isnull=True,
    )
    return list(rows.order_by("last_name", "first_name", "pk"))
