"""Facts as they come about: each change closes one and opens another, at an instant of its own; all are kept."""

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bursar.access.facts import (
    Active,
    Fact,
    Facts,
    Grant,
    InGroup,
    Membership,
    Nested,
    Portal,
    PortalKind,
    Source,
    Span,
)
from bursar.access.permissions import (
    PBX,
    Level,
    PbxPermission,
    Permission,
    Role,
    level_permissions,
    role_billing,
    role_permissions,
)

BEGAN = datetime(2026, 3, 3, 10, tzinfo=UTC)
ACCOUNTS, PEOPLE, GROUPS = (10, 20), (1, 2, 3), (100, 101, 102)
FIELDS: dict[type, str] = {
    Active: "active",
    Portal: "portals",
    Membership: "memberships",
    InGroup: "in_groups",
    Nested: "nestings",
    Grant: "grants",
}


def facts(known) -> Facts:
    """Of these facts, in whatever order and however often they are named."""
    known = list(known)
    return Facts(**{name: frozenset(fact for fact in known if isinstance(fact, kind)) for kind, name in FIELDS.items()})


@dataclass
class History:
    """What has been the case until now. A fact is found again by its key, whatever its span and contents."""

    now: datetime = BEGAN
    over: list[Fact] = field(default_factory=list)
    open: dict[object, Fact] = field(default_factory=dict)
    numbers: int = 0

    @property
    def everything(self) -> list[Fact]:
        """Facts that ended and facts that go on."""
        return [*self.over, *self.open.values()]

    def pass_time(self, minutes: int = 1) -> None:
        """Later."""
        self.now += timedelta(minutes=minutes)

    def put(self, key: object, fact: Fact | None) -> None:
        """From now on this is the case, and what was so under the key is not; None ends it alone."""
        self.pass_time()
        earlier = self.open.pop(key, None)
        if earlier is not None and earlier.span.covers(self.now):
            self.over.append(replace(earlier, span=Span(earlier.span.start, self.now)))
        elif earlier is not None and earlier.span.end is not None and earlier.span.end <= self.now:
            self.over.append(earlier)
        if fact is not None:
            self.open[key] = fact

    def span(self, wait: int = 0, length: int | None = None) -> Span:
        """From after the next minute, or later, for so many minutes or for good."""
        start = self.now + timedelta(minutes=1 + wait)
        return Span(start, None if length is None else start + timedelta(minutes=length))

    def member(self, account: int, person: int, role: Role, custom, *, is_suspended: bool) -> Membership:
        """Somebody's membership as the tables would have it."""
        contains, billing = role_permissions(role, custom), role_billing(role, custom)
        return Membership(account, person, role, contains, is_suspended, self.span(), billing)

    def grant(self, account: int, name: str, rights, span: Span, *, person=None, group=None) -> Grant:
        """A level or a PBX permission."""
        self.numbers += 1
        source = Source.BILLING if name in set(Level) else Source.PBX
        contains = level_permissions(Level(name), rights) if source is Source.BILLING else PBX[PbxPermission(name)]
        return Grant(self.numbers, account, source, name, contains, span, person, group)

    def begin(self) -> "History":
        """Everybody is active, and each account has a portal whose administrators are named."""
        for person in PEOPLE:
            self.put(("active", person), Active(person, self.span()))
        for account in ACCOUNTS:
            self.put(("portal", account), Portal(account, PortalKind.ASSIGNED, self.span()))
        return self


def shuffled(known: list[Fact], seed: int) -> list[Fact]:
    """In another order, some of them twice."""
    dice = random.Random(seed)
    again = [*known, *dice.sample(known, len(known) // 2)]
    dice.shuffle(again)
    return again


ALL = tuple(Permission)
