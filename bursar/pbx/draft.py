"""The draft of the permissions page as plain values: what it changes, and how it fits on what was saved meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bursar.access.permissions import PBX_NEEDS, PbxPermission


class Kind(StrEnum):
    """Who can be ticked: a person or a group."""

    PERSON = "person"
    GROUP = "group"


@dataclass(frozen=True, slots=True, order=True)
class Principal:
    """A person or a group, by public id; written `person:<uid>` in forms."""

    kind: Kind
    uid: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.uid}"

    @classmethod
    def parse(cls, text: str) -> "Principal":
        """The principal that `text` names. Raises ValueError."""
        kind, _colon, uid = text.partition(":")
        return cls(Kind(kind), uid)


Ticks = frozenset[PbxPermission]
# What is ticked for whom. Who is missing from a draft stays as they are: a saved form never strips anybody silently.
Page = Mapping[Principal, Ticks]
NONE: Ticks = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """What a draft changes for one principal."""

    principal: Principal
    old: Ticks
    new: Ticks

    @property
    def given(self) -> Ticks:
        """What they hold after Save and not before."""
        return self.new - self.old

    @property
    def taken(self) -> Ticks:
        """What they hold before Save and not after."""
        return self.old - self.new

    @property
    def missing(self) -> Ticks:
        """What is wanted without what it needs: Pay without View."""
        return frozenset(p for p in self.new if p in PBX_NEEDS and PBX_NEEDS[p] not in self.new)


def changes(current: Page, wanted: Page) -> tuple[Change, ...]:
    """What has to change to get from the present page to the wanted rows, in a fixed order."""
    pairs = ((who, current.get(who, NONE), wanted[who]) for who in sorted(wanted))
    return tuple(Change(who, old, new) for who, old, new in pairs if old != new)


def merged(base: Page, wanted: Page, current: Page) -> dict[Principal, Ticks]:
    """The wanted rows again, on top of what was saved since `base`: what the draft added is added, what it removed is
    removed, the rest is left as the other one saved it."""
    return {change.principal: _on_top(change, current) for change in changes(base, wanted)}


def _on_top(change: Change, current: Page) -> Ticks:
    ticks = (current.get(change.principal, NONE) | change.given) - change.taken
    for permission, need in PBX_NEEDS.items():
        if permission in ticks and need not in ticks:
            # As the page does it: giving Pay gives View; where View is gone, a Pay that nobody asked for goes too.
            ticks = ticks | {need} if permission in change.given else ticks - {permission}
    return ticks
