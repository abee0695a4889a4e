"""The statements of the permissions page: its head, who stands in sight, and what comes to them through groups."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from bursar.access.permissions import PbxPermission, Role
from bursar.accounts.models import Account, Person
from bursar.accounts.models.membership import RANKS
from bursar.core import clock
from bursar.core.windows import Place, Window, seen
from bursar.grants.models import Grant
from bursar.grants.queries import not_over
from bursar.pbx.draft import Kind, Principal

_WITH = ("person", "group", "granted_by", "granted_by_operator")
ROWS = 25  # in sight at once: each has six boxes, two forms and its provenance
SUPER_ADMINS = 20  # so many stand on the page as fixed rows
_HEAD = """
SELECT 0 AS what, s.version, s.saved_at, NULL AS id, '' AS uid, b.first_name, b.last_name, b.email
FROM pbx_permissionspage s LEFT JOIN accounts_person b ON b.id = s.saved_by_id WHERE s.account_id = %s
UNION ALL SELECT * FROM (
    SELECT 1, 0, CAST(NULL AS timestamp with time zone), p.id, p.uid, p.first_name, p.last_name, p.email
    FROM accounts_membership m JOIN accounts_person p ON p.id = m.person_id AND p.deactivated_at IS NULL
    WHERE m.account_id = %s AND m.rank = %s AND m.ended_at IS NULL AND NOT m.is_suspended ORDER BY m.name_key LIMIT %s
) AS fixed
"""
_THROUGH = """
WITH RECURSIVE up(kind, id, group_id, depth) AS (
    SELECT 'person', i.person_id, i.group_id, 0 FROM accounts_groupmembership i
    WHERE i.ended_at IS NULL AND i.account_id = %s AND i.person_id IN ({persons})
    UNION SELECT 'group', n.child_id, n.parent_id, 0 FROM accounts_groupnesting n
    WHERE n.ended_at IS NULL AND n.child_id IN ({groups})
    UNION SELECT up.kind, up.id, n.parent_id, up.depth + 1 FROM up
    JOIN accounts_groupnesting n ON n.child_id = up.group_id AND n.ended_at IS NULL WHERE up.depth < 12
)
SELECT up.kind, up.id, up.depth, g.name, r.name FROM up JOIN accounts_group g ON g.id = up.group_id
LEFT JOIN grants_grant r ON r.group_id = g.id AND r.closed_at IS NULL AND r.source = 'pbx'
    AND r.valid_from <= %s AND (r.valid_until IS NULL OR r.valid_until > %s)
UNION ALL
SELECT 'member', m.person_id, CASE WHEN m.is_suspended THEN 1 ELSE 0 END, m.role, '' FROM accounts_membership m
WHERE m.account_id = %s AND m.ended_at IS NULL AND m.person_id IN ({persons})
ORDER BY 3, 4
"""


@dataclass(frozen=True)
class Head:
    """The page's version, by whom and when it was saved, and the first of the account's active Super admins."""

    version: int
    saved_at: datetime | None
    saved_by: str
    super_admins: list[Person]
    has_more_super_admins: bool


@dataclass
class Through:
    """What reaches a row from groups: those around it from the top, and by which of them it has what."""

    path: list[str] = field(default_factory=list)
    carried: dict[PbxPermission, list[str]] = field(default_factory=lambda: defaultdict(list))


Around = dict[tuple[str, int], Through]
Members = dict[int, tuple[str, bool]]  # of each person: the role, and whether they are suspended


def head(account: Account) -> Head:
    """By one query. The fixed rows are bounded: an account has few Super admins, or a list of its own for them."""
    version, saved_at, saved_by = 1, None, ""
    fixed = []
    values = [account.pk, account.pk, RANKS.index(Role.SUPER_ADMIN), SUPER_ADMINS + 1]
    for what, number, at, pk, uid, *name in _read(_HEAD, values):
        person = Person(pk=pk, uid=uid, first_name=name[0] or "", last_name=name[1] or "", email=name[2] or "")
        if what:
            fixed.append(person)
        else:
            version, saved_at, saved_by = number, _instant(at), person.name
    return Head(version, saved_at, saved_by, fixed[:SUPER_ADMINS], len(fixed) > SUPER_ADMINS)


def ticks_in_sight(account: Account, place: Place) -> Window[list[Grant]]:
    """A window on who has a tick, groups first, each by name: the open ticks of each one. One query."""
    ticks = Grant.objects.filter(not_over(), account=account, listed_as__gt="")

    def fetch(place: Place, limit: int) -> list[list[Grant]]:
        way = "-listed_as" if place.is_back else "listed_as"
        ahead = ticks.values("listed_as").distinct().order_by(way)
        if place.mark:
            side = "lt" if place.is_back else "gt"
            ahead = ahead.filter(**{f"listed_as__{side}": _place_of(ticks, place.mark)})
        rows = ticks.filter(listed_as__in=ahead[:limit]).select_related(*_WITH).order_by(way, "pk")
        return [list(each) for _key, each in groupby(rows, key=lambda grant: grant.listed_as)]

    return seen(place, fetch, lambda grants: str(principal_of(grants[0])), ROWS)


def principal_of(grant: Grant) -> Principal:
    """The person or group that holds a grant."""
    if grant.group is not None:
        return Principal(Kind.GROUP, grant.group.uid)
    return Principal(Kind.PERSON, grant.person.uid if grant.person else "")


def ticks_of(account: Account, who: Iterable[Principal]) -> QuerySet[Grant]:
    """The open ticks of these principals."""
    named = list(who)
    persons = [each.uid for each in named if each.kind is Kind.PERSON]
    groups = [each.uid for each in named if each.kind is Kind.GROUP]
    held = Q(person__uid__in=persons) | Q(group__uid__in=groups)
    return Grant.objects.filter(held, account=account, closed_at__isnull=True, source="pbx").select_related(*_WITH)


def through(account: Account, persons: Sequence[int], groups: Sequence[int]) -> tuple[Around, Members]:
    """What comes to these persons and groups through groups, by kind and id; the persons' memberships. One query."""
    found: Around = defaultdict(Through)
    members: Members = {}
    sql = _THROUGH.format(persons=_marks(persons), groups=_marks(groups))
    now = connection.ops.adapt_datetimefield_value(clock.now())
    values = [account.pk, *persons, *groups, now, now, account.pk, *persons]
    for kind, pk, depth, name, permission in _read(sql, values):
        if kind == "member":
            members[pk] = (name, bool(depth))
            continue
        row = found[kind, pk]
        if kind == "group" and len(row.path) == depth:
            row.path.append(name)
        if permission and name not in row.carried[PbxPermission(permission)]:
            row.carried[PbxPermission(permission)].append(name)
    return found, members


def _place_of(ticks: QuerySet[Grant], key: str) -> QuerySet[Any]:
    kind, _colon, uid = key.partition(":")
    holder = Q(group__uid=uid) if kind == Kind.GROUP else Q(person__uid=uid)
    return ticks.filter(holder).values("listed_as")[:1]


def _marks(ids: Sequence[int]) -> str:
    return ", ".join(["%s"] * len(ids)) or "NULL"


def _read(sql: str, values: list[Any]) -> list[Sequence[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _instant(value: Any) -> datetime | None:
    if value is None:
        return None
    instant: datetime = datetime.fromisoformat(value) if isinstance(value, str) else value
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
