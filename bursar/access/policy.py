"""The decision: may this person do this with that at this instant, and by which chain of facts; or why not.

Four questions, one definition (`ways`): may he (`decide`), where may he (`where`), who may (`who`), why (not).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from bursar.access.denial import Denial, Reason, denied, nowhere
from bursar.access.facts import Facts, Grant, Membership, Nested, Portal
from bursar.access.permissions import NEEDS, Permission, with_needs
from bursar.access.resources import ACTIONS, Resource
from bursar.access.ways import Link, Way, is_sound, ways


@dataclass(frozen=True, slots=True)
class Chain:
    """The facts by which a right comes about: enough to derive it again, and none too many.

    `links` lead from the person to the grant or role. `needs` are the chains of the right that this one cannot be held
    without, where its own grant does not carry that too: one of them has to hold as well.
    """

    permission: Permission
    way: Way
    needs: "tuple[Chain, ...]" = ()

    @property
    def links(self) -> tuple[Link, ...]:
        """From the person's membership or grant to the end of the road."""
        return self.way.links

    @property
    def until(self) -> datetime | None:
        """When the first of its facts ends, or None when none of them has an end."""
        ends = [fact.span.end for fact in self.way.facts if fact.span.end is not None]
        if self.needs and not any(chain.until is None for chain in self.needs):
            ends.append(max(chain.until for chain in self.needs if chain.until is not None))
        return min(ends) if ends else None

    @property
    def since(self) -> datetime:
        """Since when it holds: when the last of its facts began. A membership counts where a role gives the right."""
        if self.grant is not None:
            return max(fact.span.start for fact in self.links if not isinstance(fact, Membership))
        portals = [fact.span.start for fact in self.way.premises if isinstance(fact, Portal)]
        roles = [fact.since(self.permission) for fact in self.links if isinstance(fact, Membership)]
        return max((*roles, *portals))

    @property
    def grant(self) -> Grant | None:
        """The grant at its end, or None when a role gives the right."""
        last = self.links[-1]
        return last if isinstance(last, Grant) else None


@dataclass(frozen=True, slots=True)
class Decision:
    """Allowed with every chain that allows it, or denied with what is nearest to it."""

    action: str
    chains: tuple[Chain, ...] = ()
    denial: Denial | None = None

    @property
    def is_allowed(self) -> bool:
        """An allow is nothing but its chains: without one it is a deny."""
        return bool(self.chains)

    @property
    def is_suspended(self) -> bool:
        """Whether it is a suspended membership that stands between."""
        return self.denial is not None and self.denial.reason is Reason.SUSPENDED


def decide(facts: Facts, subject: int, action: str, resource: Resource, at: datetime) -> Decision:
    """Whether the person may do `action` (a permission) with `resource` at `at`, an aware instant.

    Default deny: an unknown name, a malformed fact, any exception is a denial. Never raises.
    """
    try:
        if action not in ACTIONS[resource.type]:
            return Decision(action, denial=nowhere(action))
        return _decide(facts, subject, Permission(action), resource.account, _utc(at))
    except Exception:  # noqa: BLE001  # whatever is wrong with what we were given, the answer is no
        return Decision(str(action), denial=Denial(Reason.MALFORMED))


def held(facts: Facts, subject: int, account: int, at: datetime) -> frozenset[Permission]:
    """Everything that the person may do in the account at `at`: what `decide` allows, at once."""
    try:
        at = _utc(at)
        sound = [way.rights for way in ways(facts, subject, account, at) if is_sound(way, at)]
        return with_needs(frozenset().union(*sound))
    except Exception:  # noqa: BLE001  # as in `decide`
        return frozenset()


def where(facts: Facts, subject: int, action: Permission, at: datetime) -> frozenset[int]:
    """The accounts in which the person may do `action` at `at`."""
    return frozenset(a for a in facts.accounts_of.get(subject, ()) if action in held(facts, subject, a, at))


def who(facts: Facts, action: Permission, account: int, at: datetime) -> Iterator[int]:
    """Who may do `action` in the account at `at`, by id, one after the other."""
    return (p for p in sorted(facts.people_in.get(account, ())) if action in held(facts, p, account, at))


def givers(facts: Facts, denial: Denial, account: int, at: datetime) -> Iterator[int]:
    """Who, of those that the facts know, could give what a denial lacks."""
    wanted = [giver.holds for giver in denial.givers]
    for person in sorted(facts.people_in.get(account, ())) if wanted else ():
        rights = held(facts, person, account, at)
        if any(holds <= rights for holds in wanted):
            yield person


def group_chain(facts: Facts, group: int, account: int, at: datetime) -> tuple[Nested, ...]:
    """The nestings that lead from `group` up to its topmost ancestor (a group has at most one parent)."""
    climbed: list[Nested] = []
    seen = {group}
    while True:
        above = (n for n in facts.parents_of.get((account, group), ()) if n.span.covers(at))
        nested = next(above, None)
        if nested is None or nested.parent in seen:
            return tuple(climbed)
        climbed.append(nested)
        group = nested.parent
        seen.add(group)


def _decide(facts: Facts, subject: int, action: Permission, account: int, at: datetime) -> Decision:
    roads = list(ways(facts, subject, account, at, action))
    sound = [way for way in roads if is_sound(way, at)]
    if not sound:
        return Decision(action, denial=denied(facts, subject, action, account, at, roads))
    need = NEEDS.get(action)
    if need is None or all(need in way.rights for way in sound):
        return Decision(action, tuple(Chain(action, way) for way in sound))
    needed = _decide(facts, subject, need, account, at)
    if needed.denial is not None:
        return Decision(action, denial=needed.denial.needed_by(action))
    return Decision(action, tuple(Chain(action, way, () if need in way.rights else needed.chains) for way in sound))


def _utc(at: datetime) -> datetime:
    """Python compares two times of one time zone by their clocks, which show an hour twice; those of UTC never."""
    if at.utcoffset() is None:
        raise ValueError("an instant without a time zone")
    return at.astimezone(UTC)
