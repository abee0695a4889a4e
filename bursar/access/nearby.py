"""Of facts that differ in their period alone, the ones that matter at an instant.

Without this, roads through the past multiply: of somebody who was put in a group and taken out a few times, and the
group in another one, every combination would be a road of its own, though only the nearest can be an explanation.
"""

from collections.abc import Hashable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from bursar.access.facts import Fact, Grant, InGroup, Membership, Nested, Portal

F = TypeVar("F", bound=Fact)


def nearby(facts: Sequence[F], at: datetime) -> Sequence[F]:
    """Those that cover `at`; where none does of some that are alike, the one that ends or begins nearest to it."""
    if len(facts) < 2:
        return facts
    covering = [fact for fact in facts if fact.span.covers(at)]
    if len(covering) == len(facts):
        return facts
    known = {_kind_of(fact) for fact in covering}
    nearest: dict[Hashable, F] = {}
    for fact in facts:
        alike = _kind_of(fact)
        if alike not in known and (alike not in nearest or apart(fact, at) < apart(nearest[alike], at)):
            nearest[alike] = fact
    return [*covering, *nearest.values()]


def apart(fact: Fact, at: datetime) -> timedelta:
    """How long it is until a fact begins, or since it ended; nothing while it lasts, and at its end it does no more."""
    if at < fact.span.start:
        return fact.span.start - at
    if fact.span.end is None or at < fact.span.end:
        return timedelta(0)
    return max(at - fact.span.end, timedelta.resolution)


def _kind_of(fact: Fact) -> Hashable:
    """What two facts among those of one person, group or account have in common when they say the same."""
    if isinstance(fact, Membership):
        return fact.role, fact.permissions, fact.is_suspended, fact.billing
    if isinstance(fact, Grant):
        return fact.source, fact.name, fact.permissions
    if isinstance(fact, InGroup):
        return fact.group
    if isinstance(fact, Nested):
        return fact.parent
    return fact.kind if isinstance(fact, Portal) else None
