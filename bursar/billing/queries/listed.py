"""The statements behind the list of billing administrators: a window on them by name, and what stands above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from bursar.accounts.models import Account
from bursar.accounts.named import Named
from bursar.core import clock
from bursar.core.windows import Place

# By the index of open levels: one for each of an account's administrators, however many ticks the account has.
_LEVELS = """
FROM grants_grant g JOIN accounts_person p ON p.id = g.person_id
WHERE g.account_id = %s AND g.source = 'billing' AND g.closed_at IS NULL
"""
_SHOWN = """
SELECT s.person_id, s.uid, s.first_name, s.last_name, s.email, s.deactivated_at, s.confirmed_at, g.id, g.name, g.rights,
       g.reason, g.how, g.valid_from, g.valid_until, g.held_since, g.granted_at, b.first_name, b.last_name, b.email,
       o.name, EXISTS (SELECT 1 FROM accounts_membership m WHERE m.account_id = g.account_id
                       AND m.person_id = g.person_id AND m.ended_at IS NULL)
FROM (SELECT g.id AS grant_id, p.id AS person_id, p.uid, p.first_name, p.last_name, p.email, p.deactivated_at,
             p.confirmed_at {levels} {narrowed} ORDER BY {order} LIMIT %s) AS s
JOIN grants_grant g ON g.id = s.grant_id LEFT JOIN accounts_person b ON b.id = g.granted_by_id
LEFT JOIN accounts_operator o ON o.id = g.granted_by_operator_id ORDER BY {order_again}
"""
_BEYOND = """
AND (p.last_name, p.first_name, p.id) {sign} (SELECT n.last_name, n.first_name, n.id FROM accounts_person n
                                              WHERE n.uid = %s AND EXISTS (
    SELECT 1 FROM grants_grant h WHERE h.person_id = n.id AND h.account_id = %s AND h.source = 'billing'))
"""
# Who keeps the portal administered: what `full_administrators` asks for (rule 5).
_KEEPS = """
g.name = 'full' AND g.valid_until IS NULL AND g.valid_from <= %s AND p.deactivated_at IS NULL
AND p.confirmed_at IS NOT NULL
"""
_HEAD = f"""
SELECT COUNT(*), SUM(k.keeps), (
    SELECT COUNT(*) FROM billing_portalstate t JOIN billing_billingportal l ON l.id = t.portal_id
    WHERE l.account_id = %s AND t.ended_at IS NULL AND t.state = 'needs_admin'
), (
    SELECT COUNT(*) FROM accounts_invitation i
    WHERE i.account_id = %s AND i.purpose = 'billing_administrator' AND i.state = 'open'
), (
    SELECT COUNT(*) FROM billing_accessrequest r JOIN billing_billingportal l ON l.id = r.portal_id
    WHERE l.account_id = %s AND r.state = 'open'
), MIN(k.id), MIN(k.uid), MIN(k.first_name), MIN(k.last_name), MIN(k.email)
FROM (
    SELECT 1 AS keeps, p.id, p.uid, p.first_name, p.last_name, p.email {_LEVELS} AND {_KEEPS}
    UNION ALL SELECT 0, NULL, NULL, NULL, NULL, NULL {_LEVELS} AND NOT ({_KEEPS})
) AS k
"""  # noqa: S608  # our own words
Row = Sequence[Any]


@dataclass(frozen=True)
class Head:
    """How many are listed, whether the portal waits for an administrator, how many invitations and requests are open,
    and who alone keeps the portal administered, if one does."""

    count: int
    is_waiting: bool
    invitations: int
    requests: int
    last: Named | None


def head(account: Account) -> Head:
    """All of it by one query."""
    pk, now = account.pk, connection.ops.adapt_datetimefield_value(clock.now())
    count, keepers, waiting, invitations, requests, *last = _rows(_HEAD, [pk, pk, pk, pk, now, pk, now])[0]
    is_last = keepers == 1 and not waiting
    return Head(count, bool(waiting), invitations, requests, Named(*last) if is_last else None)


def levels(account: Account, place: Place, limit: int) -> list[Row]:
    """So many rows from a place on, by name, nearest first."""
    narrowed = _BEYOND.format(sign="<" if place.is_back else ">") if place.mark else ""
    return _levels(account, narrowed, [place.mark, account.pk] if place.mark else [], limit, is_back=place.is_back)


def level_of_uid(account: Account, uid: str) -> Row | None:
    """The row of the person with this public id."""
    return next(iter(_levels(account, "AND p.uid = %s", [uid], 1)), None)


def level_of_id(account: Account, person: int) -> Row | None:
    """The row of the person with this id."""
    return next(iter(_levels(account, "AND p.id = %s", [person], 1)), None)


def _levels(account: Account, narrowed: str, values: list[Any], limit: int, *, is_back: bool = False) -> list[Row]:
    way = "DESC" if is_back else "ASC"
    order = f"p.last_name {way}, p.first_name {way}, p.id {way}"
    again = f"s.last_name {way}, s.first_name {way}, s.person_id {way}"
    sql = _SHOWN.format(levels=_LEVELS, narrowed=narrowed, order=order, order_again=again)
    return _rows(sql, [account.pk, *values, limit])


def _rows(sql: str, values: list[Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
