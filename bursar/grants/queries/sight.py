"""Whom somebody may see in an account: names of people are shown only to those who may see them.

Members are seen by those who may view people. Holders of a right over the bills are seen by those who manage billing
administrators, and by Super admins.
"""

from dataclasses import dataclass
from datetime import datetime

from bursar.access.facts import Source
from bursar.access.permissions import BILLING, Permission
from bursar.accounts import folding
from bursar.accounts.models import Account, Membership, Person
from bursar.accounts.queries.directory import PeopleFilter, people
from bursar.accounts.queries.searching import by_words
from bursar.grants.models import Grant
from bursar.grants.queries.access import Access
from bursar.grants.queries.holders import Holding, every_holder

SHOWN = 20  # of those whom a name could mean


@dataclass(frozen=True)
class Sight:
    """Which people: members of now, those who once were, and holders of a right over the bills, now or once."""

    account: Account
    members: bool = False
    former: bool = False
    holders: bool = False

    @property
    def is_all(self) -> bool:
        """Whether nobody is left out who has a tie to the account."""
        return self.former and self.holders


def sight(access: Access) -> Sight:
    """Whom the actor may see."""
    is_super = access.may(Permission.ADMIN_MANAGE)
    holders = is_super or access.may(Permission.BILLING_ADMIN_MANAGE)
    return Sight(access.account, is_super or access.may(Permission.MEMBER_VIEW), is_super, holders)


def find(seen: Sight, text: str, at: datetime | None = None) -> list[Person]:
    """Some of those whom a name or an address begins like this, by name."""
    typed = folding.sought(text)
    if not typed:
        return []
    found: set[int] = set()
    if seen.members:
        found |= {row.person_id for row in people(seen.account, PeopleFilter(text)).rows}
    if seen.former:
        gone = Membership.objects.filter(account=seen.account, ended_at__isnull=False)
        for condition in by_words(seen.account, text):
            gone = gone.filter(condition.fits)
        found |= set(gone.values_list("person_id", flat=True).distinct()[:SHOWN])
    if seen.holders:
        found |= _holders(seen.account, at, text)
    rows = Person.objects.filter(pk__in=found)
    return sorted(rows, key=lambda person: (person.name_key, person.pk))[:SHOWN]


def one(seen: Sight, uid: str, at: datetime | None = None) -> Person | None:
    """The person with this uid, if they may be seen."""
    person = Person.objects.filter(uid=uid).first()
    if person is None:
        return None
    rows = Membership.objects.filter(account=seen.account, person=person)
    is_member = seen.members and (rows if seen.former else rows.filter(ended_at__isnull=True)).exists()
    is_seen = is_member or (seen.holders and person.pk in _holders(seen.account, at, person.email))
    return person if is_seen else None


def _holders(account: Account, at: datetime | None, text: str) -> set[int]:
    """Those who are or were billing administrators, and those who hold a right over the bills by any other road."""
    typed = folding.sought(text)
    rows = Grant.objects.filter(account=account, source=Source.BILLING, person__isnull=False).select_related("person")
    named = {row.person for row in rows if row.person}
    found = {p.pk for p in named if all(any(word.startswith(each) for word in p.words_now()) for each in typed)}
    return found | {held.who.id for when in {None, at} for held in every_holder(account, Holding(BILLING, when, text))}
