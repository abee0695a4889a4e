"""What a change would give and take, for whom: told before anybody makes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bursar.access import facts as f
from bursar.access.changes import Change, changes
from bursar.access.permissions import Permission
from bursar.accounts.models import Account, Person
from bursar.accounts.queries import people_by_id
from bursar.core import clock
from bursar.core.errors import Refused
from bursar.grants.queries.rows import grant_permissions, open_grants

TURNS = 6  # instants to come at which the effects are worked out
Key = tuple[bool, frozenset[int]]


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
    """The effects of the one becoming the other now, and of what differs when a grant of them begins or ends."""
    now = clock.now()
    edges = (edge for grant in before.grants ^ after.grants for edge in (grant.span.start, grant.span.end))
    instants = [now, *sorted({edge for edge in edges if edge is not None and edge > now})[:TURNS]]
    found = [_merged(changes(before, after, account.pk, at)) for at in instants]
    named = people_by_id({person for merged in found for _is_gain, whom in merged for person in whom})
    effects = []
    for n, merged in enumerate(found):
        for (is_gain, whom), rights in merged.items():
            if not n or found[n - 1].get((is_gain, whom)) != rights:
                people = sorted((named[pk] for pk in whom), key=lambda person: (person.name_key, person.pk))
                effects.append(Effect(rights, people, is_gain, instants[n] if n else None))
    return Outlook(effects, is_all)


def _merged(found: Iterable[Change]) -> dict[Key, tuple[Permission, ...]]:
    """The rights by who gains or loses them."""
    merged: dict[Key, tuple[Permission, ...]] = {}
    for change in found:
        for is_gain, whom in ((True, change.gained), (False, change.lost)):
            if whom:
                merged[is_gain, whom] = (*merged.get((is_gain, whom), ()), change.right)
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
