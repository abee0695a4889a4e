"""Who may do something in an account, now or at an instant: page by page, each person with each way they can."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from bursar.access.permissions import Permission
from bursar.access.policy import Chain, decide
from bursar.access.resources import Resource
from bursar.accounts import folding
from bursar.accounts.models import Account
from bursar.core import clock
from bursar.core.windows import Place, Window, seen
from bursar.grants.queries.candidates import Candidate, candidates
from bursar.grants.queries.reading import facts
from bursar.grants.queries.revision import one_revision

AT_ONCE = 500  # of whom everything is read at a time, for a whole list


@dataclass(frozen=True)
class HeldWay:
    """One way on which rights come about, with those that it gives, in the order of the table."""

    chain: Chain
    rights: tuple[Permission, ...]


@dataclass(frozen=True)
class Holder:
    """Somebody who may, with each way they can."""

    who: Candidate
    ways: tuple[HeldWay, ...]

    @property
    def uid(self) -> str:
        """Public id, for pages."""
        return self.who.uid


@dataclass(frozen=True)
class Holding:
    """What is asked: who holds one of these rights, at an instant (None: now), by words, among members alone or all."""

    rights: tuple[Permission, ...]
    at: datetime | None = None
    text: str = ""
    members_only: bool = False


def holders(account: Account, wanted: Holding, place: Place) -> Window[Holder]:
    """A window on those who hold it, by name; everything is read at one revision."""
    with one_revision():
        listed = _listed(account, wanted)

        def fetch(place: Place, limit: int) -> list[Holder]:
            ahead = listed[::-1] if place.is_back else listed
            return list(islice(_decided(account, wanted, _behind(ahead, place.mark), limit), limit))

        return seen(place, fetch, lambda holder: holder.uid)


def every_holder(account: Account, wanted: Holding) -> list[Holder]:
    """All of them, by name, at one revision."""
    with one_revision():
        return list(_decided(account, wanted, _listed(account, wanted), AT_ONCE))


def _listed(account: Account, wanted: Holding) -> list[Candidate]:
    """Everybody who could, by name, narrowed to what is looked for."""
    typed = folding.sought(wanted.text)
    found = candidates(account.pk, wanted.rights, wanted.at)
    if wanted.members_only:
        found = [each for each in found if each.is_member]
    if typed:
        found = [each for each in found if each.fits(typed)]
    return sorted(found, key=lambda each: each.key)


def _behind(listed: Sequence[Candidate], mark: str) -> Sequence[Candidate]:
    """Those who follow the one of this public id; nobody where there is no such one."""
    if not mark:
        return listed
    found = next((index for index, each in enumerate(listed) if each.uid == mark), len(listed))
    return listed[found + 1 :]


def _decided(account: Account, wanted: Holding, listed: Sequence[Candidate], size: int) -> Iterator[Holder]:
    at, here = wanted.at or clock.now(), Resource.of(account.pk)
    for first in range(0, len(listed), size):
        some = listed[first : first + size]
        known = facts(account_ids=[account.pk], person_ids=[each.id for each in some], at=wanted.at)
        for each in some:
            ways: dict[object, tuple[Chain, list[Permission]]] = {}
            for right in wanted.rights:
                for chain in decide(known, each.id, right, here, at).chains:
                    ways.setdefault(chain.way, (chain, []))[1].append(right)
            if ways:
                yield Holder(each, tuple(HeldWay(chain, tuple(rights)) for chain, rights in ways.values()))
