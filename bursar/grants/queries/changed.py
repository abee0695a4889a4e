"""What changed between two instants: who gained and who lost which right over the bills, when, and by what."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bursar.access import policy
from bursar.access.changes import between
from bursar.access.facts import Fact, Facts, Grant, Source
from bursar.access.permissions import Permission
from bursar.access.resources import Resource
from bursar.accounts.models import Account
from bursar.grants.models import Grant as Row
from bursar.grants.queries.candidates import Candidate, candidates
from bursar.grants.queries.reading import facts
from bursar.grants.queries.revision import one_revision
from bursar.grants.queries.touched import touched

AT_ONCE = timedelta(seconds=1)  # what a grant says of its beginning is a moment apart from when it was given


@dataclass(frozen=True)
class Turn:
    """The last instant at which somebody came to hold a right, or ceased to, and the facts that began or ended then.

    `is_by_date` when that was foreseen: a grant began or ended by its own dates; else somebody did something then.
    """

    when: datetime
    causes: tuple[Fact, ...]
    is_by_date: bool = False


@dataclass(frozen=True)
class Changed:
    """Somebody gained or lost a right: the decision at the end of the period, and what brought it about, if known."""

    who: Candidate
    right: Permission
    decision: policy.Decision
    turn: Turn | None

    @property
    def is_gained(self) -> bool:
        """Whether it is held at the end of the period."""
        return self.decision.is_allowed

    @property
    def is_administrator(self) -> bool:
        """Whether a level as billing administrator has to do with it."""
        denial = self.decision.denial
        nearest = (fact for fact, _fault in denial.nearest) if denial else ()
        facts_of = (*(chain.grant for chain in self.decision.chains), *nearest)
        return any(isinstance(fact, Grant) and fact.source is Source.BILLING for fact in facts_of)


def changed(account: Account, rights: Sequence[Permission], since: datetime, until: datetime) -> list[Changed]:
    """Every difference of these rights between the two instants, by name; all of it at one revision."""
    with one_revision():
        possible = {each.id: each for at in (since, until) for each in candidates(account.pk, rights, at)}
        people = list(touched(account.pk, since, until) & possible.keys())
        before = facts(account_ids=[account.pk], person_ids=people, at=since)
        after = facts(account_ids=[account.pk], person_ids=people, at=until, past=True)
        here, found = Resource.of(account.pk), []
        for change in between(before, since, after, until, account.pk, people):
            for person in change.gained | change.lost if change.right in rights else ():
                decision = policy.decide(after, person, change.right, here, until)
                turn = _turn(after, decision, person, account.pk, (since, until))
                found.append((possible[person], change.right, decision, turn))
        dates = _dates(fact.id for *_rest, turn in found if turn for fact in turn.causes if isinstance(fact, Grant))
    made = [Changed(who, right, decision, _dated(turn, dates)) for who, right, decision, turn in found]
    return sorted(made, key=lambda each: each.who.key)


def _turn(
    known: Facts, decision: policy.Decision, person: int, account: int, period: tuple[datetime, datetime]
) -> Turn | None:
    """The last instant of the period from which on it was as at its end."""
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


def _dates(ids: Iterable[int]) -> dict[int, tuple[datetime, datetime | None]]:
    """When each of these grants was given, and taken back."""
    rows = Row.objects.filter(pk__in=set(ids)).values_list("pk", "granted_at", "closed_at")
    return {pk: (given, taken) for pk, given, taken in rows}


def _dated(turn: Turn | None, dates: Mapping[int, tuple[datetime, datetime | None]]) -> Turn | None:
    if turn is None:
        return None
    is_foreseen = bool(turn.causes) and all(_is_foreseen(fact, turn.when, dates) for fact in turn.causes)
    return Turn(turn.when, turn.causes, is_foreseen)


def _is_foreseen(fact: Fact, when: datetime, dates: Mapping[int, tuple[datetime, datetime | None]]) -> bool:
    acts = [each for each in dates[fact.id] if each] if isinstance(fact, Grant) else [when]
    return all(abs(when - act) > AT_ONCE for act in acts)
