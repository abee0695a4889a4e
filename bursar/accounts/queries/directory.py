"""The list of people of an account with its search, filters and orders, and whom one may put in a group."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from django.db.models import Q, QuerySet

from bursar.access.permissions import Role
from bursar.accounts.models import Account, Membership, Word
from bursar.accounts.models.membership import RANKS
from bursar.accounts.queries.members import Member, in_order, listed, listed_in, member_count, members
from bursar.accounts.queries.searching import (
    ALONG,
    Condition,
    along,
    by_group,
    by_membership,
    by_words,
    deactivated,
    first_word,
    narrowed,
)
from bursar.accounts.queries.windows import Order
from bursar.core.windows import START, Place, Window

SORTS = {
    "name": ("name_key", "person_id"),
    "role": ("rank", "name_key", "person_id"),
    "joined": ("joined_at", "person_id"),
}
ACTIVE = Q(is_suspended=False, person__deactivated_at__isnull=True)


@dataclass(frozen=True)
class PeopleFilter:
    """What the list is narrowed to; empty means everybody."""

    text: str = ""  # beginnings of words of a name or an address
    role: str = ""  # a built-in role's word, or a custom role's uid
    group: str = ""  # a group's uid: those in it or in one inside it
    state: str = ""  # active | suspended | deactivated
    sort: str = "name"  # a key of SORTS, with "-" in front for the other way round

    @property
    def is_narrow(self) -> bool:
        """Whether anybody could be left out."""
        return bool(self.text.strip() or self.role or self.group or self.state)


def people(account: Account, wanted: PeopleFilter, place: Place = START) -> Window[Member]:
    """A window on the members that the filter leaves, in its order."""
    rows = members(account)
    if wanted.state == "active":
        rows = rows.filter(ACTIVE)
    found, word = narrowed(rows, _conditions(account, wanted))
    if word:
        return _along(account, found, word, place)
    keys = SORTS.get(wanted.sort.removeprefix("-"), SORTS["name"])
    seen = in_order(account, found, Order(keys, is_reversed=wanted.sort.startswith("-")), place)
    if seen.is_all:
        return seen.of(len(seen.rows))
    return seen if wanted.is_narrow else seen.of(member_count(account), is_kept=False)


def candidates(account: Account, text: str, place: Place = START, without: Sequence[str] = ()) -> Window[Member]:
    """The active members that `text` finds, by name, but for those of these uids."""
    rows = members(account).filter(ACTIVE).exclude(person__uid__in=without)
    rows, word = narrowed(rows, by_words(account, text))
    if word:
        return _along(account, rows, word, place)
    return in_order(account, rows, Order(SORTS["name"]), place)


def first_found(account: Account, text: str, count: int) -> list[Member]:
    """The first active members whom the words find, in the order of the words: one query, however many there are."""
    typed = by_words(account, text)
    rows = members(account).filter(ACTIVE)
    for condition in typed[1:]:
        rows = rows.filter(condition.fits)
    keys = ("found", "finder") if typed else SORTS["name"]
    rows = along(rows, account, typed[0].word) if typed else rows
    return listed(rows.order_by(*keys)[:count])


def members_by_uids(account: Account, uids: Sequence[str]) -> list[Member]:
    """The active members among these, by name."""
    rows = members(account).filter(ACTIVE, person__uid__in=uids)
    return listed(rows.order_by(*SORTS["name"])) if uids else []


def people_matching(account: Account, text: str) -> list[int]:
    """The ids of people who are or were in the account and whose name or address has words that begin so."""
    found: set[int] | None = None
    for condition in by_words(account, text):
        ids = set(condition.people)
        found = ids if found is None else found & ids
    everybody = Word.objects.filter(account=account).values_list("person_id", flat=True)
    return sorted(found if found is not None else everybody.distinct())


def _conditions(account: Account, wanted: PeopleFilter) -> list[Condition]:
    found = by_words(account, wanted.text)
    if wanted.role in list(Role):
        found.append(by_membership(account, Q(rank=RANKS.index(Role(wanted.role)))))
    elif wanted.role:
        found.append(by_membership(account, Q(custom_role__uid=wanted.role)))
    if wanted.group:
        found.append(by_group(account, wanted.group))
    if wanted.state == "suspended":
        found.append(by_membership(account, Q(is_suspended=True)))
    elif wanted.state == "deactivated":
        found.append(deactivated(account))
    return found


def _along(account: Account, rows: QuerySet[Membership], word: str, place: Place) -> Window[Member]:
    order = Order(("found", "finder"), columns=ALONG)
    return listed_in(along(rows, account, word), order, place, partial(first_word, account, word))
