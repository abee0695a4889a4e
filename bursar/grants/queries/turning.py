"""When a decision last came to be as it is: the instant, and the facts that began or ended then."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bursar.access import policy
from bursar.access.facts import Fact, Facts, Grant
from bursar.access.permissions import Permission
from bursar.access.resources import Resource
from bursar.core import clock
from bursar.grants.queries.reading import facts


@dataclass(frozen=True)
class Turn:
    """The last instant at which somebody came to hold a right, or ceased to, and the facts that began or ended then.

    `is_by_date` when that was foreseen: a grant began or ended by its own dates; else somebody did something then.
    """

    when: datetime
    causes: tuple[Fact, ...]
    is_by_date: bool = False


def last_turn(
    known: Facts, decision: policy.Decision, person: int, account: int, period: tuple[datetime, datetime]
) -> Turn | None:
    """The last instant of the period from which on it was as at its end; `known` holds the past of it, too."""
    right, here = Permission(decision.action), Resource.of(account)
    around = list(_around(known, person, account))
    edges = {edge for fact in around for edge in (fact.span.start, fact.span.end)}
    for instant in sorted((edge for edge in edges if edge and period[0] < edge <= period[1]), reverse=True):
        earlier = instant - timedelta(microseconds=1)
        if policy.decide(known, person, right, here, earlier).is_allowed != decision.is_allowed:
            then = (fact for fact in around if instant in (fact.span.start, fact.span.end))
            return Turn(instant, tuple(fact for fact in then if _matters(fact, right)))
    return None


def _around(known: Facts, person: int, account: int) -> Iterator[Fact]:
    """Every fact that a decision about the person could ever have read, those of the groups above theirs too."""
    yield from known.active_of.get(person, ())
    yield from known.portals_of.get(account, ())
    yield from known.memberships_of.get((account, person), ())
    yield from known.grants_to.get((account, person, None), ())
    entries = known.groups_of.get((account, person), ())
    yield from entries
    waiting, seen = [entry.group for entry in entries], set()
    while waiting:
        group = waiting.pop()
        if group not in seen:
            seen.add(group)
            above = known.parents_of.get((account, group), ())
            yield from (*above, *known.grants_to.get((account, None, group), ()))
            waiting += [nested.parent for nested in above]


def _matters(fact: Fact, right: Permission) -> bool:
    """Whether it has to do with the right: a grant that does not contain it has not."""
    return not isinstance(fact, Grant) or right in fact.permissions


def lost(account_id: int, right: Permission, since: Mapping[int, datetime]) -> dict[int, datetime]:
    """Who of these people held the right at some moment after the one named for each and does not now; since when."""
    if not since:
        return {}
    now = clock.now()
    known = facts(account_ids=[account_id], person_ids=since, at=now, past=True)
    found = {}
    for person, start in since.items():
        decision = policy.decide(known, person, right, Resource.of(account_id), now)
        turn = None if decision.is_allowed else last_turn(known, decision, person, account_id, (start, now))
        if turn is not None:
            found[person] = turn.when
    return found
