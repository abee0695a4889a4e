"""A request as the oracle sees it: who made it, where, what was true before, and what it changed."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from bursar.access import facts as f
from bursar.access.permissions import GUARDED, Permission
from bursar.access.policy import group_chain, held
from bursar.accounts import models as accounts
from tests.fuzz.tables import Change

P = Permission
Rights = frozenset[Permission]


@dataclass
class Case:
    """A request: who made it, where, what was true before, and everything that it changed."""

    actor: int | None
    address: str
    facts: f.Facts
    at: datetime
    accounts: set[int]  # those that there were before
    changes: list[Change]

    def held(self, account: int, person: int | None = None) -> Rights:
        """What somebody (the actor) might do before."""
        who = person or self.actor
        return held(self.facts, who, account, self.at) if who else frozenset()

    def may(self, change: Change, *rights: Permission) -> bool:
        """Whether the actor held all of these in the account of the change."""
        return set(rights) <= self.held(change.account or 0)

    def of(self, table: type[Model]) -> list[Change]:
        """The changes of one table."""
        return [change for change in self.changes if change.table is table]

    def inviter(self, account: int, purpose: str, person: int) -> int | None:
        """Who offered what this request has accepted, or None."""
        for change in self.of(accounts.Invitation):
            row = change.row
            answer = (row["state"], row["purpose"], row["account_id"], row["accepted_by_id"])
            if "state" in change.altered() and answer == ("accepted", purpose, account, person):
                return int(row["invited_by_id"])
        return None

    def ended(self, account: int, person: int) -> bool:
        """Whether the person's membership ended with this request."""
        rows = [c.row for c in self.of(accounts.Membership) if c.altered()]
        return any(r["ended_at"] and (r["account_id"], r["person_id"]) == (account, person) for r in rows)

    def carried(self, account: int, group: int) -> Rights:
        """What a group brought to those in it, as far as it is guarded."""
        above = {group, *(n.parent for n in group_chain(self.facts, group, account, self.at))}
        rights = {p for g in self.facts.grants if g.group in above for p in g.permissions}
        return frozenset(rights) & (GUARDED | {P.PBX_PERMISSION_MANAGE})
