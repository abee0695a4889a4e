"""Whom anything that happened to an account between two instants could concern: nobody else's rights can differ."""

from datetime import datetime

from django.db import connection

_TOUCHED = """
WITH RECURSIVE moved(id) AS (
    SELECT r.group_id FROM grants_grant r WHERE r.account_id = %(account)s AND r.group_id IS NOT NULL
        AND ({in:r.granted_at} OR {in:r.closed_at} OR {in:r.valid_from} OR {in:r.valid_until})
    UNION SELECT n.child_id FROM accounts_groupnesting n WHERE n.account_id = %(account)s
        AND ({in:n.started_at} OR {in:n.ended_at})
), below(id) AS (
    SELECT id FROM moved
    UNION SELECT n.child_id FROM below JOIN accounts_groupnesting n ON n.parent_id = below.id
        AND n.started_at <= %(until)s AND (n.ended_at IS NULL OR n.ended_at > %(since)s)
)
SELECT i.person_id FROM below JOIN accounts_groupmembership i ON i.group_id = below.id
    AND i.started_at <= %(until)s AND (i.ended_at IS NULL OR i.ended_at > %(since)s)
UNION SELECT i.person_id FROM accounts_groupmembership i WHERE i.account_id = %(account)s
    AND ({in:i.started_at} OR {in:i.ended_at})
UNION SELECT m.person_id FROM accounts_membership m WHERE m.account_id = %(account)s
    AND ({in:m.started_at} OR {in:m.ended_at})
UNION SELECT m.person_id FROM accounts_customrolepermission q
    JOIN accounts_membership m ON m.custom_role_id = q.role_id AND m.account_id = %(account)s
    WHERE {in:q.started_at} OR {in:q.ended_at}
UNION SELECT r.person_id FROM grants_grant r WHERE r.account_id = %(account)s AND r.person_id IS NOT NULL
    AND ({in:r.granted_at} OR {in:r.closed_at} OR {in:r.valid_from} OR {in:r.valid_until})
UNION SELECT p.id FROM accounts_person p WHERE {in:p.deactivated_at}
UNION SELECT m.person_id FROM accounts_portalkind k JOIN accounts_membership m ON m.account_id = k.account_id
    WHERE k.account_id = %(account)s AND ({in:k.started_at} OR {in:k.ended_at})
UNION SELECT r.person_id FROM accounts_portalkind k JOIN grants_grant r ON r.account_id = k.account_id
    WHERE k.account_id = %(account)s AND r.person_id IS NOT NULL AND ({in:k.started_at} OR {in:k.ended_at})
"""


class _In:
    """Formats as the condition that a column's instant lies after the first one and not after the second."""

    def __format__(self, column: str) -> str:
        """For that column."""
        return f"({column} > %(since)s AND {column} <= %(until)s)"


def touched(account_id: int, since: datetime, until: datetime) -> set[int]:
    """Everybody of the account whom a row concerns that began or ended in (since, until], through groups as well."""
    sent = {
        "account": account_id,
        "since": connection.ops.adapt_datetimefield_value(since),
        "until": connection.ops.adapt_datetimefield_value(until),
    }
    with connection.cursor() as cursor:
        cursor.execute(_TOUCHED.format(**{"in": _In()}), sent)
        return {row[0] for row in cursor.fetchall()}
