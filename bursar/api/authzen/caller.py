"""Of whom the calling program may learn anything: of whom its person is shown on the pages (grants/queries/sight).

About everybody else it is told what it is told about nobody at all, by as many queries.
"""

from dataclasses import dataclass
from datetime import datetime

from bursar.access.actor import Actor
from bursar.access.facts import Facts, Source
from bursar.access.permissions import BILLING, Permission, with_needs
from bursar.access.policy import held

NOBODY = 0  # the id of no person: looked for in the place of one that there is not


@dataclass(frozen=True, slots=True)
class Sight:
    """Whom the caller may be told of in an account: itself, and which others."""

    own: int | None = None
    everybody: bool = False
    tied: bool = False  # whoever has anything to do with the account
    members: bool = False
    holders: bool = False  # of a right over the bills

    @property
    def is_of_others(self) -> bool:
        """Whether there may be anybody else."""
        return self.everybody or self.tied or self.members or self.holders

    def covers(self, person: int, account: int, known: Facts, at: datetime) -> bool:
        """Whether this person is one of them; `known` holds the facts about the person in the account."""
        if person in (NOBODY, self.own):
            return person != NOBODY
        if self.everybody or self.tied:
            return self.everybody or person in known.people_in.get(account, ())
        is_member = any(m.span.covers(at) for m in known.memberships_of.get((account, person), ()))
        return (self.members and is_member) or (self.holders and _is_holder(person, account, known, at))


def sight(actor: Actor, account: int, known: Facts, at: datetime) -> Sight:
    """Of a token of the installation everybody, or in its one account whoever is tied to it; of a person's as on pages.

    `known` holds the facts about the token's person in the account.
    """
    own = actor.person_id
    if own is None:
        return Sight(everybody=actor.within is None, tied=actor.within == account)
    rights = with_needs(frozenset(right for right in held(known, own, account, at) if actor.has_scope(right)))
    is_super = Permission.ADMIN_MANAGE in rights
    return Sight(
        own,
        members=is_super or Permission.MEMBER_VIEW in rights,
        holders=is_super or Permission.BILLING_ADMIN_MANAGE in rights,
    )


def _is_holder(person: int, account: int, known: Facts, at: datetime) -> bool:
    """Also of what is asleep, over or not begun: the page of billing administrators shows that too."""
    own = known.grants_to.get((account, person, None), ())
    return any(g.source is Source.BILLING for g in own) or not held(known, person, account, at).isdisjoint(BILLING)
