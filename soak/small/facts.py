"""A state of the small world as the facts that our decisions are made from."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache

from bursar.access import facts as f
from bursar.access.permissions import (
    PBX,
    Level,
    PbxPermission,
    Permission,
    Role,
    level_permissions,
    role_billing,
    role_permissions,
)
from soak.small import state as s
from soak.small.state import PEOPLE

ACCOUNTS, GROUPS = (10, 20), (100, 101)
THEN = datetime(2026, 3, 3, 10, tzinfo=UTC)  # when what was given until then ends
_ALWAYS = f.Span(THEN - timedelta(days=9))
_LEVELS: dict[int, tuple[Level, tuple[Permission, ...]]] = {
    s.Level.FULL: (Level.FULL, ()),
    s.Level.FULL_UNTIL: (Level.FULL, ()),
    s.Level.MANAGER: (Level.CUSTOM, (Permission.BILLING_PORTAL_ENTER, Permission.BILLING_ADMIN_MANAGE)),
    s.Level.PAYER: (Level.PAYER, ()),
    s.Level.VIEWER: (Level.VIEWER, ()),
}
_REGISTRAR = (Permission.MEMBER_MANAGE, Permission.GROUP_MANAGE, Permission.ROLE_MANAGE)
_CLERK = (Permission.BILLING_PORTAL_ENTER, Permission.INVOICE_VIEW)
_ROLES = {s.Role.MEMBER: Role.MEMBER, s.Role.ADMIN: Role.ADMIN, s.Role.SUPER_ADMIN: Role.SUPER_ADMIN}
_FIELDS: dict[type, str] = {
    f.Active: "active",
    f.Portal: "portals",
    f.Membership: "memberships",
    f.InGroup: "in_groups",
    f.Nested: "nestings",
    f.Grant: "grants",
}
_BOXES = (PbxPermission.VIEW_INVOICES, PbxPermission.PAY_INVOICES)


def instant(state: int) -> datetime:
    """When a state is looked at: the last microsecond before the end, or the end itself."""
    return THEN if s.IS_LATER.of(state) else THEN - timedelta(microseconds=1)


def facts(state: int, accounts: tuple[int, ...] = (0, 1)) -> f.Facts:
    """What is known of everybody in these accounts."""
    of_a = 0 in accounts
    groups = [(person, group) for person in PEOPLE for group in (0, 1) if of_a and s.GROUPS[person][group].of(state)]
    nesting = s.NESTING.of(state) if of_a else 0
    return f.Facts(
        frozenset(f.Active(person, _ALWAYS) for person in PEOPLE if s.ACTIVE[person].of(state)),
        frozenset(_portal(account, s.KIND[account].of(state)) for account in accounts),
        frozenset(_members(state, accounts)),
        frozenset(_in_group(person, group) for person, group in groups),
        frozenset({_nested(nesting)} if nesting else ()),
        frozenset(_grants(state, accounts)),
    )


def _members(state: int, accounts: tuple[int, ...]) -> list[f.Membership]:
    pays = s.CLERKS_PAY.of(state)
    found = []
    for account in accounts:
        for person in PEOPLE:
            if has := s.role(state, account, person):
                is_suspended = account == 0 and s.IS_SUSPENDED[person].of(state)
                found.append(_member(account, person, has, bool(is_suspended), pays if has == s.Role.CLERK else 0))
    return found


def _grants(state: int, accounts: tuple[int, ...]) -> list[f.Grant]:
    found = []
    for account in accounts:
        for person in PEOPLE:
            if level := s.LEVEL[account][person].of(state):
                found.append(_level(account, person, level))
    if 0 in accounts:
        for person in PEOPLE:
            found += _ticks(person, None, s.TICKS[person].of(state))
        for group in (0, 1):
            found += _ticks(None, group, s.GROUP_TICKS[group].of(state))
    return found


@cache
def _portal(account: int, kind: int) -> f.Portal:
    return f.Portal(ACCOUNTS[account], tuple(f.PortalKind)[kind], _ALWAYS)


@cache
def _member(account: int, person: int, has: int, is_suspended: bool, pays: int) -> f.Membership:
    role = _ROLES.get(s.Role(has), Role.CUSTOM)
    custom = (*_CLERK, Permission.INVOICE_PAY)[: 2 + pays] if has == s.Role.CLERK else _REGISTRAR
    contains, billing = role_permissions(role, custom), role_billing(role, custom)
    return f.Membership(ACCOUNTS[account], person, role, contains, is_suspended, _ALWAYS, billing)


@cache
def _in_group(person: int, group: int) -> f.InGroup:
    return f.InGroup(ACCOUNTS[0], person, GROUPS[group], f"G{group}", _ALWAYS)


@cache
def _nested(nesting: int) -> f.Nested:
    child, parent = (0, 1) if nesting == 1 else (1, 0)
    return f.Nested(ACCOUNTS[0], GROUPS[child], GROUPS[parent], f"G{parent}", _ALWAYS)


@cache
def _level(account: int, person: int, level: int) -> f.Grant:
    name, custom = _LEVELS[level]
    span = f.Span(_ALWAYS.start, THEN) if level == s.Level.FULL_UNTIL else _ALWAYS
    number = 1 + person + 3 * account
    rights = level_permissions(name, custom)
    return f.Grant(number, ACCOUNTS[account], f.Source.BILLING, name, rights, span, person=person)


@cache
def _ticks(person: int | None, group: int | None, code: int) -> list[f.Grant]:
    names = [*_BOXES[: code % 3], *([PbxPermission.SUPER_ADMINISTRATOR] if code > 2 else [])]
    number = 10 + 3 * (person if person is not None else 3 + (group or 0))
    held_by = None if group is None else GROUPS[group]
    return [
        f.Grant(number + n, ACCOUNTS[0], f.Source.PBX, name, PBX[name], _ALWAYS, person, held_by)
        for n, name in enumerate(names)
    ]


def alone(shown: Iterable[f.Fact]) -> f.Facts:
    """These facts and no others."""
    kinds = {kind: frozenset(fact for fact in shown if isinstance(fact, kind)) for kind in _FIELDS}
    return f.Facts(**{_FIELDS[kind]: among for kind, among in kinds.items()})  # type: ignore[arg-type]
