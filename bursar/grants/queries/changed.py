"""What changed between two instants: who gained and who lost which right over the bills, when, and by what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bursar.access import policy
from bursar.access.changes import between
from bursar.access.facts import Fact, Grant, Source
from bursar.access.permissions import Permission
from bursar.access.resources import Resource
from bursar.accounts.models import Account
from bursar.grants.models import Grant as Row
from bursar.grants.queries.candidates import Candidate, candidates
from bursar.grants.queries.reading import facts
from bursar.grants.queries.revision import one_revision
from bursar.grants.queries.touched import touched
from bursar.grants.queries.turning import Turn, last_turn

AT_ONCE = timedelta(seconds=1)  # what a grant says of its beginning is a moment apart from when it was given


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
                turn = last_turn(after, decision, person, account.pk, (since, until))
                found.append((possible[person], change.right, decision, turn))
        dates = _dates(fact.id for *_rest, turn in found if turn for fact in turn.causes if isinstance(fact, Grant))
    made = [Changed(who, right, decision, _dated(turn, dates)) for who, right, decision, turn in found]
    return sorted(made, key=lambda each: each.who.key)


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
