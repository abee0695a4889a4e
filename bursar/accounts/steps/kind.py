"""Which kind of billing portal an account has: a change closes a row and opens another."""

from bursar.access.actor import Actor
from bursar.access.facts import PortalKind as Kind
from bursar.accounts.models import Account, PortalKind
from bursar.core import clock


def set_portal_kind(operator: Actor, account: Account, kind: Kind, reason: str) -> PortalKind:
    """The account's billing portal is of this kind from now on; under the account's lock."""
    now = clock.now()
    PortalKind.objects.filter(account=account, ended_at__isnull=True).update(ended_at=now)
    return PortalKind.objects.create(
        account=account, kind=kind, started_at=now, changed_by_id=operator.id, reason=reason[:300]
    )
