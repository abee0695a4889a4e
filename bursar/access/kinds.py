"""Of which kind an account's billing portal is at an instant, and what would be if it were of the other one."""

from dataclasses import replace
from datetime import datetime

from bursar.access.facts import Facts, Portal, PortalKind, Span


def goes_by_role(facts: Facts, account: int, at: datetime) -> bool:
    """Whether roles decide over the account's bills at `at`, and not those who were named."""
    return any(p.kind is PortalKind.BY_ROLE and p.span.covers(at) for p in facts.portals_of.get(account, ()))


def as_kind(facts: Facts, account: int, kind: PortalKind, at: datetime) -> Facts:
    """The facts as they would be once the account's portal is of this kind, from `at` on."""
    others = {portal for portal in facts.portals if portal.account != account}
    return replace(facts, portals=frozenset({*others, Portal(account, kind, Span(at))}))
