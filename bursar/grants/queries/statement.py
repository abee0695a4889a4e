"""The one statement that reads everything a decision about some persons needs, from the tables' open rows.

Of groups it reads those that the persons are in and those above them, no others: what a decision costs does not grow
with the account. Every part has the columns of the first one.
"""

from collections.abc import Sequence
from typing import Any

_MINE = """
WITH RECURSIVE mine AS (
    SELECT i.account_id, i.person_id, i.group_id, g.name, i.started_at FROM accounts_groupmembership i
    JOIN accounts_group g ON g.id = i.group_id AND g.deleted_at IS NULL
    WHERE i.ended_at IS NULL AND {person:i.person_id} AND {account:i.account_id}
), nested AS (
    SELECT n.account_id, n.child_id, n.parent_id, n.started_at FROM accounts_groupnesting n
    WHERE n.ended_at IS NULL AND n.child_id IN (SELECT group_id FROM mine)
    UNION
    SELECT n.account_id, n.child_id, n.parent_id, n.started_at FROM nested
    JOIN accounts_groupnesting n ON n.child_id = nested.parent_id AND n.ended_at IS NULL
), reached AS (SELECT group_id FROM mine UNION SELECT parent_id FROM nested)
"""
_GRANT = """
SELECT 'grant' AS what, r.id, r.account_id, r.person_id, r.group_id, r.source, r.name, CAST(r.rights AS text) AS rights,
    COALESCE(NULLIF(TRIM(b.first_name || ' ' || b.last_name), ''), b.email, o.name, '') AS given_by, r.reason,
    r.valid_from, r.valid_until, r.granted_at
FROM """
_GIVERS = """
LEFT JOIN accounts_person b ON b.id = r.granted_by_id LEFT JOIN accounts_operator o ON o.id = r.granted_by_operator_id
WHERE r.closed_at IS NULL AND """
_OWN = f"{_GRANT}grants_grant r{_GIVERS}r.person_id IS NOT NULL AND {{person:r.person_id}} AND {{account:r.account_id}}"
# In this order, and by the group: SQLite would go through every grant of the account instead.
_CARRIED = (
    f"{_GRANT}reached CROSS JOIN grants_grant r{_GIVERS}r.group_id = reached.group_id AND {{account:+r.account_id}}"
)
_ACTIVE = """
SELECT 'active', p.id, NULL, NULL, NULL, '', '', '', '', '', NULL, NULL, NULL FROM accounts_person p
WHERE p.deactivated_at IS NULL AND {person:p.id}
"""
_MEMBER = """
SELECT 'member', m.id, m.account_id, m.person_id, CASE WHEN m.is_suspended THEN 1 ELSE 0 END,
    m.role, COALESCE(c.name, ''), '', '', '', m.started_at, NULL, NULL
FROM accounts_membership m LEFT JOIN accounts_customrole c ON c.id = m.custom_role_id
WHERE m.ended_at IS NULL AND {person:m.person_id} AND {account:m.account_id}
"""
_CONTAINED = """
SELECT 'contained', m.id, NULL, NULL, NULL, q.permission, '', '', '', '', NULL, NULL, NULL
FROM accounts_membership m JOIN accounts_customrolepermission q ON q.role_id = m.custom_role_id AND q.ended_at IS NULL
WHERE m.ended_at IS NULL AND {person:m.person_id} AND {account:m.account_id}
"""
_INSIDE = """
SELECT 'inside', NULL, account_id, person_id, group_id, '', name, '', '', '', started_at, NULL, NULL FROM mine
"""
_NESTED = """
SELECT 'nested', NULL, n.account_id, n.child_id, n.parent_id, '', g.name, '', '', '', n.started_at, NULL, NULL
FROM nested n JOIN accounts_group g ON g.id = n.parent_id
"""
_ACCOUNT = """
SELECT 'account', a.id, NULL, a.version, NULL, a.number, a.name, a.time_zone, a.language, '', a.created_at, NULL, NULL
FROM accounts_account a WHERE {which}
"""
_PARTS = (_OWN, _CARRIED, _ACTIVE, _MEMBER, _CONTAINED, _INSIDE, _NESTED)
# The accounts that one could have a tie to: memberships and grants of one's own.
_TIED = """
a.id IN (SELECT m.account_id FROM accounts_membership m WHERE m.ended_at IS NULL AND {person:m.person_id}
         UNION SELECT r.account_id FROM grants_grant r WHERE r.closed_at IS NULL AND {person:r.person_id})
"""


class _Among:
    """Formats as a condition on the column that it is asked for, and notes the values to be sent with it."""

    def __init__(self, wanted: list[int] | str | None, sent: list[Any]) -> None:
        self.wanted, self.sent = wanted, sent

    def __format__(self, column: str) -> str:
        """Among these ids; with this account's number; or anything."""
        if self.wanted is None:
            return "TRUE"
        if isinstance(self.wanted, str):
            self.sent.append(self.wanted)
            return f"{column} = (SELECT a.id FROM accounts_account a WHERE a.number = %s)"
        self.sent.extend(self.wanted)
        return f"{column} IN ({', '.join(['%s'] * len(self.wanted))})" if self.wanted else "FALSE"


def of_facts(persons: list[int] | None, accounts: list[int] | None) -> tuple[str, list[Any]]:
    """What is known of these persons in these accounts."""
    return _asked(_PARTS, persons, accounts)


def of_account(number: str, person: int) -> tuple[str, list[Any]]:
    """The same of one person in the account with this number, and the account itself."""
    return _asked((*_PARTS, _ACCOUNT.format(which="{account:a.id}")), [person], number)


def of_person(person: int) -> tuple[str, list[Any]]:
    """What is known of one person anywhere, and the accounts."""
    return _asked((*_PARTS, _ACCOUNT.format(which=_TIED)), [person], None)


def _asked(parts: Sequence[str], persons: list[int] | None, accounts: list[int] | str | None) -> tuple[str, list[Any]]:
    sent: list[Any] = []
    text = _MINE + " UNION ALL ".join(parts)
    return text.format(person=_Among(persons, sent), account=_Among(accounts, sent)), sent
