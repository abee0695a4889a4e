"""The rows as our facts, by the tables of bursar/access, and our decision."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from bursar.access import facts as f
from bursar.access.permissions import PBX, Level, PbxPermission, Role, level_permissions, role_billing, role_permissions
from bursar.access.policy import decide
from bursar.access.resources import Resource
from soak.oracle.rows import Active, Given, Inside, Member, Nesting, Portal, Question, Row

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ZONES = (UTC, ZoneInfo("Europe/Paris"), timezone(timedelta(hours=-5)), ZoneInfo("Pacific/Auckland"))


def instant(micros: int, zone: int = 0) -> datetime:
    """An instant, written in one of several time zones."""
    return (_EPOCH + timedelta(microseconds=micros)).astimezone(_ZONES[zone % len(_ZONES)])


def facts(rows: Iterable[Row]) -> f.Facts:
    """What a reader of the tables would make of the rows."""
    made: dict[type[Row], set[Any]] = {kind: set() for kind in _MAKE}
    for row in rows:
        made[type(row)].add(_MAKE[type(row)](row))
    return f.Facts(*(frozenset(each) for each in made.values()))


def is_allowed(known: f.Facts, asked: Question) -> bool:
    """Our answer; the instant is written in a time zone that depends on the question."""
    at = instant(asked.at, asked.person + len(asked.action))
    resource = Resource(asked.kind, asked.account)  # type: ignore[arg-type]
    return decide(known, asked.person, asked.action, resource, at).is_allowed


def _span(row: Row) -> f.Span:
    zone = row.start // 1_000_000 + (row.end or 0) // 1_000_000
    return f.Span(instant(row.start, zone // 1800), None if row.end is None else instant(row.end, zone // 1800))


def _member(row: Member) -> f.Membership:
    role: Any = Role(row.role)
    contains: Any = role_permissions(role, row.custom)  # type: ignore[arg-type]
    billing: Any = role_billing(role, row.custom)  # type: ignore[arg-type]
    return f.Membership(row.account, row.person, role, contains, row.is_suspended, _span(row), billing)


def _given(row: Given) -> f.Grant:
    source = f.Source(row.source)
    contains: Any = frozenset()
    if source is f.Source.PBX and row.name in set(PbxPermission):
        contains = PBX[PbxPermission(row.name)]
    elif source is f.Source.BILLING and row.name in set(Level):
        contains = level_permissions(Level(row.name), row.rights)  # type: ignore[arg-type]
    return f.Grant(row.id, row.account, source, row.name, contains, _span(row), row.person, row.group)


_MAKE: dict[type[Row], Any] = {
    Active: lambda row: f.Active(row.person, _span(row)),
    Portal: lambda row: f.Portal(row.account, f.PortalKind(row.kind), _span(row)),
    Member: _member,
    Inside: lambda row: f.InGroup(row.account, row.person, row.group, f"G{row.group}", _span(row)),
    Nesting: lambda row: f.Nested(row.account, row.child, row.parent, f"G{row.parent}", _span(row)),
    Given: _given,
}
