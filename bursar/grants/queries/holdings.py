"""What one person holds, in one account or in all of them."""

from dataclasses import dataclass
from datetime import datetime

from bursar.access import facts as f
from bursar.access import policy
from bursar.access.permissions import Permission
from bursar.access.resources import Resource
from bursar.accounts.models import Account
from bursar.core import clock
from bursar.grants.queries.access import has_tie
from bursar.grants.queries.reading import accounts_and_facts, facts


@dataclass(frozen=True)
class Holdings:
    """Everything one person holds, in every account that they have a tie to."""

    person_id: int
    accounts: tuple[Account, ...]  # by name
    facts: f.Facts
    at: datetime

    def held(self, account: Account) -> frozenset[Permission]:
        """What the person may do in an account."""
        return policy.held(self.facts, self.person_id, account.pk, self.at)

    def is_member(self, account: Account) -> bool:
        """Whether the person is in the account and not suspended there."""
        rows = self.facts.memberships_of.get((account.pk, self.person_id), ())
        return any(row.span.covers(self.at) and not row.is_suspended for row in rows)

    def why(self, permission: Permission, account: Account) -> policy.Decision:
        """By which chains."""
        return policy.decide(self.facts, self.person_id, permission, Resource.of(account.pk), self.at)

    @property
    def anywhere(self) -> frozenset[Permission]:
        """What the person may do in one account at least."""
        return frozenset(permission for account in self.accounts for permission in self.held(account))


def holdings(person_id: int) -> Holdings:
    """What a person holds now, everywhere."""
    now = clock.now()
    accounts, known = accounts_and_facts(person_id)
    tied = sorted((a for a in accounts if has_tie(known, person_id, a.pk, now)), key=lambda a: (a.name, a.pk))
    return Holdings(person_id, tuple(tied), known, now)


def holdings_in(person_id: int, account: Account) -> Holdings:
    """What a person holds now in one account: nothing is known of the others."""
    return Holdings(person_id, (account,), facts(account_ids=[account.pk], person_ids=[person_id]), clock.now())
