"""What the overview tells of a billing portal at a glance: its Full administrators, and how many requests wait."""

from dataclasses import dataclass

from django.db import connection

from bursar.accounts.named import Named
from bursar.core import clock
from bursar.grants.queries import Access

NAMED = 6  # of the Full administrators
_FULL = """
SELECT * FROM (
    SELECT p.id, p.uid, p.first_name, p.last_name, p.email, COUNT(*) OVER () AS count, SUM({lasting}) OVER () AS lasting
    {who} ORDER BY p.last_name, p.first_name, p.id LIMIT %s
) AS named
"""
_NAMED = _FULL.format(
    lasting="CASE WHEN g.valid_until IS NULL THEN 1 ELSE 0 END",
    who="""
FROM grants_grant g JOIN accounts_person p ON p.id = g.person_id
WHERE g.account_id = %s AND g.source = 'billing' AND g.name = 'full' AND g.closed_at IS NULL
      AND g.valid_from <= %s AND (g.valid_until IS NULL OR g.valid_until > %s)
      AND p.deactivated_at IS NULL AND p.confirmed_at IS NOT NULL
""",
)
# Super admins are of rank 0: see `accounts.models.membership`.
_BY_ROLE = _FULL.format(
    lasting="1",
    who="""
FROM accounts_membership m JOIN accounts_person p ON p.id = m.person_id
WHERE m.account_id = %s AND m.rank = 0 AND m.ended_at IS NULL AND NOT m.is_suspended
      AND p.deactivated_at IS NULL
""",
)
_REQUESTS = """
UNION ALL SELECT NULL, '', '', '', '', COUNT(*), 0 FROM billing_accessrequest r
JOIN billing_billingportal b ON b.id = r.portal_id WHERE b.account_id = %s AND r.state = 'open'
"""


@dataclass(frozen=True)
class Glance:
    """The first effective Full administrators by name and how many there are; where the portal goes by role, Super
    admins. How many of them have no end date (they keep the portal administered: rule 5), and the requests that wait
    for a decision."""

    full: list[Named]
    count: int
    lasting: int
    requests: int


def glance(access: Access) -> Glance:
    """All of it by one query."""
    account, now = access.account, connection.ops.adapt_datetimefield_value(clock.now())
    keepers, values = (_BY_ROLE, [account.pk]) if access.goes_by_role else (_NAMED, [account.pk, now, now])
    with connection.cursor() as cursor:
        cursor.execute(keepers + _REQUESTS, [*values, NAMED, account.pk])
        *rows, requests = sorted(cursor.fetchall(), key=lambda row: (row[0] is None, row[3], row[2], row[0]))
    count, lasting = rows[0][5:] if rows else (0, 0)
    return Glance([Named(*row[:5]) for row in rows], count, lasting, requests[5])
