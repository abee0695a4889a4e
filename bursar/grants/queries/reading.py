"""Reads the facts about persons, by one statement, and turns its rows into the plain values of `access/`."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.db import connection

from bursar.access import facts as f
from bursar.access.permissions import PBX as PBX_TABLE
from bursar.access.permissions import (
    Level,
    PbxPermission,
    Permission,
    level_permissions,
)
from bursar.accounts.models import Account
from bursar.grants.queries import prepared, statement
from bursar.grants.queries.splitting import Contents, memberships

Row = Sequence[Any]
T = TypeVar("T")
_ACCOUNT = ("id", "number", "name", "time_zone", "language", "version", "created_at")


def facts(
    *,
    account_ids: Iterable[int] | None = None,
    person_ids: Iterable[int] | None = None,
    at: datetime | None = None,
    past: bool = False,
) -> f.Facts:
    """The facts about these persons in these accounts, by one query; None stands for all of them.

    As they are now, or as they were at an instant (aware). With `past` also what had ended by then, with its end.
    """
    rows = _rows(statement.of_facts(_among(person_ids), _among(account_ids), statement.When(at, past)))
    return _facts(rows, past=past)


def facts_of_pairs(pairs: Iterable[tuple[int, int]]) -> f.Facts:
    """The facts about each person in the account that it is paired with, by one query, and no others of either."""
    these = sorted(set(pairs))
    people, accounts = ({pair[side] for pair in these} for side in (0, 1))
    if len(these) == len(people) * len(accounts):
        return facts(person_ids=people, account_ids=accounts)
    return _facts(_rows(statement.of_pairs(these)))


def account_and_facts(number: str, person_id: int) -> tuple[Account | None, f.Facts]:
    """The account with this number, if there is one, and the facts about a person in it, by one query."""
    rows = _rows(statement.of_account(number, person_id))
    return next(iter(_accounts(rows)), None), _facts(rows)


def accounts_and_facts(person_id: int, at: datetime | None = None) -> tuple[list[Account], f.Facts]:
    """Every account in which a person is a member or holds a grant, with the facts about them there, by one query."""
    rows = _rows(statement.of_person(person_id, statement.When(at)))
    return _accounts(rows), _facts(rows)


def contained(source: str, name: str, rights: Iterable[str]) -> frozenset[Permission]:
    """What a grant contains, by the one table."""
    if source == f.Source.PBX:
        return PBX_TABLE[PbxPermission(name)]
    return level_permissions(Level(name), (Permission(right) for right in rights))


def _among(ids: Iterable[int] | None) -> statement.Among:
    """One id alone is asked for in the plainer way."""
    if ids is None:
        return None
    these = list(ids)
    return these[0] if len(these) == 1 else these


def _rows(asked: tuple[str, dict[str, Any]]) -> list[Row]:
    with prepared.cursor() as cursor:
        cursor.execute(*asked)
        return list(cursor.fetchall())


def _facts(rows: list[Row], *, past: bool = False) -> f.Facts:
    of: dict[str, list[Row]] = {}
    for row in rows:
        of.setdefault(row[0], []).append(row)
    custom: dict[int, Contents] = {}
    for row in of.get("contained", ()):
        custom.setdefault(row[1], []).append((Permission(row[5]), _span(row)))
    return f.Facts(
        active=_each(of, "active", lambda r: f.Active(r[1], _span(r))),
        portals=_each(of, "portal", _portal),
        memberships=frozenset(
            each
            for row in of.get("member", ())
            for each in memberships(row, _span(row), custom.get(row[1], ()), past=past)
        ),
        in_groups=_each(of, "inside", lambda r: f.InGroup(r[2], r[3], r[4], r[6], _span(r))),
        nestings=_each(of, "nested", lambda r: f.Nested(r[2], r[3], r[4], r[6], _span(r))),
        grants=_each(of, "grant", _grant),
    )


def _each(of: dict[str, list[Row]], what: str, make: Callable[[Row], T]) -> frozenset[T]:
    return frozenset(make(row) for row in of.get(what, ()))


def _portal(row: Row) -> f.Portal:
    kind = f.PortalKind(row[5]) if row[5] else f.PortalKind.ASSIGNED
    return f.Portal(row[2], kind, _span(row))


def _grant(row: Row) -> f.Grant:
    _what, pk, account, person, group, source, name, rights, given_by, reason, start, end, given_at, how, closed = row
    contains = contained(source, name, json.loads(rights))
    ends = [_instant(each) for each in (end, closed) if each]
    span = f.Span(_instant(start), min(ends, default=None))
    return f.Grant(
        pk, account, f.Source(source), name, contains, span, person, group, given_by, _instant(given_at), reason, how
    )


def _span(row: Row) -> f.Span:
    return f.Span(_instant(row[10]), _instant(row[14]) if row[14] else None)


def _accounts(rows: list[Row]) -> list[Account]:
    found = (row for row in rows if row[0] == "account")
    values = [(r[1], r[5], r[6], r[7], r[8], r[3], _instant(r[10])) for r in found]
    return [Account.from_db(connection.alias, _ACCOUNT, each) for each in values]


def _instant(value: Any) -> datetime:
    """SQLite answers text, or an instant without its time zone, which is UTC."""
    instant: datetime = datetime.fromisoformat(value) if isinstance(value, str) else value
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
