"""The page as it was at an instant, and what others saved since: for the page of two Saves that met."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from bursar.access.facts import Source
from bursar.access.permissions import PbxPermission
from bursar.accounts.models import Account
from bursar.grants.models import Grant
from bursar.grants.periods import Period
from bursar.pbx.draft import Held, Kind, Principal
from bursar.pbx.queries.listed import principal_of
from bursar.pbx.queries.rows import Ticked, held, period_of


@dataclass(frozen=True, slots=True)
class Saved:
    """One tick that was given, taken or moved to another period since, by whom and when."""

    principal: Principal
    name: str
    permission: PbxPermission
    is_given: bool
    is_moved: bool
    period: Period
    by: str
    at: datetime


def as_of(account: Account, at: datetime, who: Iterable[Principal]) -> Held:
    """What was ticked for these at the instant `at`, each with its period from then on."""
    named = list(who)
    persons = [each.uid for each in named if each.kind is Kind.PERSON]
    theirs = Q(person__uid__in=persons) | Q(group__uid__in=[each.uid for each in named if each.kind is Kind.GROUP])
    open_then = Q(granted_at__lte=at) & (Q(closed_at__isnull=True) | Q(closed_at__gt=at))
    counted = Q(valid_until__isnull=True) | Q(valid_until__gt=at)
    found: Ticked = {}
    for grant in _rows(account).filter(open_then, counted, theirs):
        found.setdefault(principal_of(grant), {})[PbxPermission(grant.name)] = grant
    return held(found, at)


def saved_since(account: Account, at: datetime) -> list[Saved]:
    """What is ticked or unticked now and was not at `at`, newest first; what came and went in between is left out."""
    rows = list(_rows(account).filter(Q(granted_at__gt=at) | Q(closed_at__gt=at)))
    return sorted(_net(rows, at), key=lambda saved: (saved.at, saved.principal), reverse=True)


def _net(rows: Iterable[Grant], at: datetime) -> Iterator[Saved]:
    seen: dict[tuple[Principal, str], list[Grant]] = {}
    for grant in rows:
        seen.setdefault((principal_of(grant), grant.name), []).append(grant)
    for of_one in seen.values():
        last = max(of_one, key=lambda g: (g.granted_at, g.pk))
        was = next((g for g in of_one if g.granted_at <= at), None)
        is_moved = was is not None and last.closed_at is None and _since_then(was, last) != _since_then(last, last)
        if (last.closed_at is None) != (was is not None) or is_moved:
            yield _saved(last, is_moved=is_moved)


def _saved(grant: Grant, *, is_moved: bool) -> Saved:
    is_given = grant.closed_at is None
    by = (grant.granted_by or grant.granted_by_operator) if is_given else grant.closed_by
    return Saved(
        principal_of(grant),
        str(grant.group or grant.person),
        PbxPermission(grant.name),
        is_given,
        is_moved,
        _since_then(grant, grant),
        str(by or ""),
        grant.closed_at or grant.granted_at,
    )


def _since_then(grant: Grant, last: Grant) -> Period:
    """A tick's period from the instant on at which the last one was given."""
    return period_of(grant).since(last.granted_at)


def _rows(account: Account) -> QuerySet[Grant]:
    rows = Grant.objects.filter(account=account, source=Source.PBX)
    return rows.select_related("person", "group", "granted_by", "granted_by_operator", "closed_by")
