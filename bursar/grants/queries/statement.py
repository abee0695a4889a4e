"""The one statement that reads everything a decision about some persons needs, from the dated tables.

Of groups it reads those that the persons are in and those above them, no others: what a decision costs does not grow
with the account. Every part has the columns of the first one. `{open:...}` stands for the rows that count at the moment
looked at, `{end:...}` for the end of a row where the past is wanted too.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection

_MINE = """
WITH RECURSIVE mine AS (
    SELECT i.account_id, i.person_id, i.group_id, g.name, i.started_at, {end:i.ended_at} AS ended_at
    FROM accounts_groupmembership i JOIN accounts_group g ON g.id = i.group_id
    WHERE {open:i.started_at i.ended_at} AND {pair:i.person_id i.account_id}
), nested AS (
    SELECT n.account_id, n.child_id, n.parent_id, n.started_at, {end:n.ended_at} AS ended_at
    FROM accounts_groupnesting n
    WHERE {open:n.started_at n.ended_at} AND n.child_id IN (SELECT group_id FROM mine)
    UNION
    SELECT n.account_id, n.child_id, n.parent_id, n.started_at, {end:n.ended_at}
    FROM nested JOIN accounts_groupnesting n ON n.child_id = nested.parent_id AND {open:n.started_at n.ended_at}
), reached AS (SELECT group_id FROM mine UNION SELECT parent_id FROM nested)
"""
_GRANT = """
SELECT 'grant' AS what, r.id, r.account_id, r.person_id, r.group_id, r.source, r.name, CAST(r.rights AS text) AS rights,
    COALESCE(NULLIF(TRIM(b.first_name || ' ' || b.last_name), ''), b.email, o.name, '') AS given_by, r.reason,
    r.valid_from, r.valid_until, r.granted_at, r.how, {end:r.closed_at} AS closed_at
FROM """
_GIVERS = """
LEFT JOIN accounts_person b ON b.id = r.granted_by_id LEFT JOIN accounts_operator o ON o.id = r.granted_by_operator_id
WHERE {open:r.granted_at r.closed_at} AND """
_OWN = f"{_GRANT}grants_grant r{_GIVERS}r.person_id IS NOT NULL AND {{pair:r.person_id r.account_id}}"
# In this order, and by the group: SQLite would go through every grant of the account instead.
_CARRIED = (
    f"{_GRANT}reached CROSS JOIN grants_grant r{_GIVERS}r.group_id = reached.group_id AND {{account:+r.account_id}}"
)
_ACTIVE = """
SELECT 'active', p.id, NULL, NULL, NULL, '', '', '', '', '', p.created_at, NULL, NULL, '', {end:p.deactivated_at}
FROM accounts_person p WHERE {open:p.created_at p.deactivated_at} AND {person:p.id}
"""
_MEMBER = """
SELECT 'member', m.id, m.account_id, m.person_id, CASE WHEN m.is_suspended THEN 1 ELSE 0 END,
    m.role, COALESCE(c.name, ''), '', '', '', m.started_at, NULL, NULL, '', {end:m.ended_at}
FROM accounts_membership m LEFT JOIN accounts_customrole c ON c.id = m.custom_role_id
WHERE {open:m.started_at m.ended_at} AND {pair:m.person_id m.account_id}
"""
_CONTAINED = """
SELECT 'contained', m.id, NULL, NULL, NULL, q.permission, '', '', '', '', q.started_at, NULL, NULL, '', {end:q.ended_at}
FROM accounts_membership m JOIN accounts_customrolepermission q ON q.role_id = m.custom_role_id
WHERE {open:q.started_at q.ended_at} AND {open:m.started_at m.ended_at}
    AND {pair:m.person_id m.account_id}
"""
_INSIDE = """
SELECT 'inside', NULL, account_id, person_id, group_id, '', name, '', '', '', started_at, NULL, NULL, '', ended_at
FROM mine
"""
_NESTED = """
SELECT 'nested', NULL, n.account_id, n.child_id, n.parent_id, '', g.name, '', '', '', n.started_at, NULL, NULL, '',
    n.ended_at
FROM nested n JOIN accounts_group g ON g.id = n.parent_id
"""
_PORTAL = """
SELECT 'portal', NULL, a.id, NULL, NULL, COALESCE(k.kind, ''), '', '', '', '', COALESCE(k.started_at, a.created_at),
    NULL, NULL, '', {end:k.ended_at}
FROM accounts_account a LEFT JOIN accounts_portalkind k ON k.account_id = a.id AND {open:k.started_at k.ended_at}
WHERE """
# What it was before the operator first switched it: no row says so.
_AT_FIRST = """
SELECT 'portal', NULL, a.id, NULL, NULL, '', '', '', '', '', a.created_at, NULL, NULL, '', MIN(k.started_at)
FROM accounts_account a JOIN accounts_portalkind k ON k.account_id = a.id AND {open:k.started_at k.ended_at}
WHERE {account:a.id} GROUP BY a.id, a.created_at
"""
_ACCOUNT = """
SELECT 'account', a.id, NULL, a.version, NULL, a.number, a.name, a.time_zone, a.language, '', a.created_at, NULL, NULL,
    '', NULL
FROM accounts_account a WHERE """
_PARTS = (_OWN, _CARRIED, _ACTIVE, _MEMBER, _CONTAINED, _INSIDE, _NESTED)
_THESE = "{account:a.id}"
# The accounts that one could have a tie to: memberships and grants of one's own.
_TIED = """
a.id IN (SELECT m.account_id FROM accounts_membership m
         WHERE {open:m.started_at m.ended_at} AND {person:m.person_id}
         UNION SELECT r.account_id FROM grants_grant r
         WHERE {open:r.granted_at r.closed_at} AND r.person_id IS NOT NULL AND {person:r.person_id})
"""


Among = int | str | list[int] | None  # one id, an account's number, these ids, or all


@dataclass(frozen=True)
class When:
    """The moment whose facts are wanted: now (None), or an instant of the past; `past`: with all that came before."""

    at: datetime | None = None
    past: bool = False


NOW = When()


class _Is:
    """Formats as the condition that the column it is asked for is the one, or among the ones, sent as `name`."""

    def __init__(self, name: str, kind: str, vendor: str) -> None:
        listed = f"= ANY(%({name})s)" if vendor == "postgresql" else f"IN (SELECT value FROM json_each(%({name})s))"
        numbered = f"= (SELECT a.id FROM accounts_account a WHERE a.number = %({name})s)"
        self.condition = {"all": "", "int": f"= %({name})s", "str": numbered, "list": listed}[kind]

    def __format__(self, column: str) -> str:
        """The condition, or one that always holds."""
        return f"{column} {self.condition}" if self.condition else "TRUE"


class _Pair:
    """Formats as the conditions on the columns of a person and an account; `paired`: those sent side by side."""

    def __init__(self, person: _Is, account: _Is, vendor: str, *, paired: bool) -> None:
        side_by_side = {
            "postgresql": "unnest(%(person)s::bigint[], %(account)s::bigint[])",
            "sqlite": "(SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(%(pair)s))",
        }
        self.person, self.account = person, account
        self.condition = f"IN (SELECT * FROM {side_by_side[vendor]})" if paired else ""

    def __format__(self, columns: str) -> str:
        """Of `mine` and its like: any of the persons in any of the accounts, or only as they were paired."""
        person, account = columns.split()
        if self.condition:
            return f"({person}, {account}) {self.condition}"
        return f"{self.person:{person}} AND {self.account:{account}}"


class Open:
    """Formats as the condition that a row, by the columns of its start and its end, is one of those wanted."""

    def __init__(self, *, dated: bool, past: bool) -> None:
        self.dated, self.past = dated, past

    def __format__(self, columns: str) -> str:
        """Open now; open at the instant; or begun by then."""
        start, end = columns.split()
        if not self.dated:
            return "TRUE" if self.past else f"{end} IS NULL"
        return f"{start} <= %(at)s" if self.past else f"{start} <= %(at)s AND ({end} IS NULL OR {end} > %(at)s)"


class _End:
    """Formats as the column of a row's end where the past is wanted, as far as it had come; else as none."""

    def __init__(self, *, dated: bool, past: bool) -> None:
        self.dated, self.past = dated, past

    def __format__(self, column: str) -> str:
        """The column, or NULL as an instant: at the moment looked at, what ended later had no end that one knew."""
        if not self.past:
            return "CAST(NULL AS timestamp)"
        return f"CASE WHEN {column} <= %(at)s THEN {column} END" if self.dated else column


def of_facts(persons: Among, accounts: Among, when: When = NOW) -> tuple[str, dict[str, Any]]:
    """What is known of these persons in these accounts."""
    return _asked((*_PARTS, _PORTAL + _THESE, *((_AT_FIRST,) if when.past else ())), persons, accounts, when)


def of_pairs(pairs: Sequence[tuple[int, int]]) -> tuple[str, dict[str, Any]]:
    """What is known now of each of these persons in the account beside it, and in no other."""
    persons, accounts = (list(side) for side in zip(*pairs, strict=True))
    text, sent = _asked((*_PARTS, _PORTAL + _THESE), persons, accounts, NOW, paired=True)
    return text, sent | {"pair": json.dumps(pairs)}


def of_account(number: str, person: int) -> tuple[str, dict[str, Any]]:
    """The same of one person in the account with this number, and the account itself."""
    return _asked((*_PARTS, _PORTAL + _THESE, _ACCOUNT + _THESE), person, number, NOW)


def of_person(person: int, when: When = NOW) -> tuple[str, dict[str, Any]]:
    """What is known of one person anywhere, and the accounts."""
    return _asked((*_PARTS, _PORTAL + _TIED, _ACCOUNT + _TIED), person, None, when)


def _asked(
    parts: tuple[str, ...], persons: Among, accounts: Among, when: When, *, paired: bool = False
) -> tuple[str, dict[str, Any]]:
    sent: dict[str, Any] = {"person": _sendable(persons), "account": _sendable(accounts)}
    if when.at is not None:
        sent["at"] = connection.ops.adapt_datetimefield_value(when.at)
    kinds = (_kind(persons), _kind(accounts), paired)
    text = _text(parts, connection.vendor, kinds, when.at is not None, when.past)
    return text, {name: value for name, value in sent.items() if value is not None}


@cache
def _text(parts: tuple[str, ...], vendor: str, kinds: tuple[str, str, bool], dated: bool, past: bool) -> str:
    """The same text for the same shape of question: a server that has planned it once need not plan it again."""
    person, account = _Is("person", kinds[0], vendor), _Is("account", kinds[1], vendor)
    return (_MINE + " UNION ALL ".join(parts)).format(
        person=person,
        account=account,
        pair=_Pair(person, account, vendor, paired=kinds[2]),
        open=Open(dated=dated, past=past),
        end=_End(dated=dated, past=past),
    )


def _kind(among: Among) -> str:
    return "all" if among is None else type(among).__name__


def _sendable(among: Among) -> Any:
    return json.dumps(among) if isinstance(among, list) and connection.vendor == "sqlite" else among
