"""What the overview tells of a billing portal at a glance: its Full administrators, and how many requests wait."""

from dataclasses import dataclass

from django.db import connection

from bursar.accounts.models import Account, Person
from bursar.core import clock

_GLANCE = """
SELECT p.id, p.first_name, p.last_name, p.email, CASE WHEN g.valid_until IS NULL THEN 1 ELSE 0 END
FROM grants_grant g JOIN accounts_person p ON p.id = g.person_id
WHERE g.account_id = %s AND g.source = 'billing' AND g.name = 'full' AND g.closed_at IS NULL
      AND g.valid_from <= %s AND (g.valid_until IS NULL OR g.valid_until > %s)
      AND p.deactivated_at IS NULL AND p.confirmed_at IS NOT NULL
UNION ALL SELECT NULL, '', '', '', COUNT(*) FROM billing_accessrequest r
JOIN billing_billingportal b ON b.id = r.portal_id WHERE b.account_id = %s AND r.state = 'open'
"""


@dataclass(frozen=True)
class Glance:
    """Every effective Full administrator by name (no more of a person than names and address), how many of them have
    no end date (they keep the portal administered: rule 5), and the requests that wait for a decision."""

    full: list[Person]
    lasting: int
    requests: int


def glance(account: Account) -> Glance:
    """All of it by one query."""
    now = connection.ops.adapt_datetimefield_value(clock.now())
    with connection.cursor() as cursor:
        cursor.execute(_GLANCE, [account.pk, now, now, account.pk])
        *rows, requests = sorted(cursor.fetchall(), key=lambda row: (row[0] is None, row[2], row[1], row[0]))
    people = [Person(pk=pk, first_name=first, last_name=last, email=email) for pk, first, last, email, _ in rows]
    return Glance(people, sum(row[4] for row in rows), requests[4])
