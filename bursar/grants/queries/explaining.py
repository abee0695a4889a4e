"""A decision with all that explains it: what had ended, and who could give what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bursar.access import policy
from bursar.access.denial import Denial
from bursar.access.permissions import Permission
from bursar.access.resources import Resource
from bursar.access.roads import Road
from bursar.accounts.models import Account
from bursar.core import clock
from bursar.grants.queries.candidates import Candidate, candidates
from bursar.grants.queries.reading import facts

AT_ONCE = 200  # of those who could hold what it takes to give a right, until enough are found who do
NAMED = 12


@dataclass(frozen=True)
class Explained:
    """A decision about somebody at an instant, with all they hold; for a denial of now, by the road, who could help."""

    person_id: int
    account: Account
    decision: policy.Decision
    at: datetime
    is_now: bool
    held: frozenset[Permission] = frozenset()
    givers: Mapping[Road, list[Candidate]] = field(default_factory=dict)


def explained(
    person_id: int, account: Account, right: str, *, at: datetime | None = None, about: Resource | None = None
) -> Explained:
    """Whether the person may now (or might, as things stood at an instant), and why (not)."""
    known = facts(account_ids=[account.pk], person_ids=[person_id], at=at, past=True)
    now = at or clock.now()
    decision = policy.decide(known, person_id, right, about or Resource.of(account.pk), now)
    givers = givers_of(account, decision.denial) if decision.denial and at is None else {}
    return Explained(
        person_id, account, decision, now, at is None, policy.held(known, person_id, account.pk, now), givers
    )


def givers_of(account: Account, denial: Denial) -> dict[Road, list[Candidate]]:
    """For each road on which what is lacking could be given, some of those who could give it now, by name."""
    few = {giver.manages for giver in denial.givers}
    possible = sorted(candidates(account.pk, few), key=lambda each: each.key) if few else []
    found: dict[Road, list[Candidate]] = {giver.road: [] for giver in denial.givers}
    for first in range(0, len(possible), AT_ONCE):
        some = possible[first : first + AT_ONCE]
        known = facts(account_ids=[account.pk], person_ids=[each.id for each in some])
        for road, listed in found.items():
            here = replace(denial, givers=tuple(giver for giver in denial.givers if giver.road is road))
            ids = set(policy.givers(known, here, account.pk, clock.now()))
            listed += [each for each in some if each.id in ids]
        if all(len(listed) >= NAMED for listed in found.values()):
            break
    return {road: listed[:NAMED] for road, listed in found.items()}
