"""What a change would give and take, for whom: told before anybody makes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from bursar.access import facts as f
from bursar.access.changes import Change, changes
from bursar.access.permissions import Permission
from bursar.accounts.models import Account, Person
from bursar.accounts.queries import people_by_id
from bursar.core import clock
from bursar.core.errors import Refused
from bursar.grants.queries.rows import grant_permissions, open_grants

TURNS = 12  # instants to come at which the effects are worked out
Key = tuple[bool, frozenset[int]]
Changes = dict[Permission, Change]


@dataclass(frozen=True)
class Effect:
    """Some rights that the same people would gain, or lose, now or from `start` on; the people by name."""

    rights: tuple[Permission, ...]
    people: list[Person]
    is_gain: bool
    start: datetime | None = None


@dataclass(frozen=True)
class Outlook:
    """Everything that would change; not all of it where more people are concerned than are looked at.

    `refusal` is what the change would meet.
    """

    effects: list[Effect]
    is_all: bool = True
    refusal: Refused | None = None


def outlook(account: Account, before: f.Facts, after: f.Facts, *, is_all: bool = True) -> Outlook:
    """The effects of the one becoming the other now, and of what differs once a grant of either begins or ends.

    What somebody holds by another way is lost when that ends; what would have come later is lost from then on.
    """
    now = clock.now()
    edges = (edge for grant in before.grants | after.grants for edge in (grant.span.start, grant.span.end))
    instants = [now, *sorted({edge for edge in edges if edge is not None and edge > now})[:TURNS]]
    found = [{change.right: change for change in changes(before, after, account.pk, at)} for at in instants]
    merged = [_merged(each, earlier) for earlier, each in pairwise([{}, *found])]
    named = people_by_id({person for each in merged for _is_gain, whom in each for person in whom})
    effects = []
    for n, each in enumerate(merged):
        for (is_gain, whom), rights in each.items():
            people = sorted((named[pk] for pk in whom), key=lambda person: (person.name_key, person.pk))
            effects.append(Effect(rights, people, is_gain, instants[n] if n else None))
    return Outlook(effects, is_all)


def _merged(found: Changes, earlier: Changes) -> dict[Key, tuple[Permission, ...]]:
    """The rights by who gains or loses them then, and did not at the instant before."""
    merged: dict[Key, tuple[Permission, ...]] = {}
    for right, change in found.items():
        was = earlier.get(right, Change(right, frozenset(), frozenset()))
        for is_gain, whom in ((True, change.gained - was.gained), (False, change.lost - was.lost)):
            if whom:
                merged[is_gain, whom] = (*merged.get((is_gain, whom), ()), right)
    return merged


def carried_by(account: Account, groups: Iterable[int]) -> f.Facts:
    """What is given to these groups, as facts."""
    rows = open_grants(account).filter(source=f.Source.PBX, group_id__in=list(groups))
    return f.Facts(
        grants=frozenset(
            f.Grant(
                row.pk,
                account.pk,
                f.Source.PBX,
                row.name,
                grant_permissions(row),
                f.Span(row.valid_from, row.valid_until),
                group=row.group_id,
            )
            for row in rows
        )
    )
