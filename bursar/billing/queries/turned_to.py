"""Whom a member who was refused can turn to: the first of those who hold the portal, who decide before who do not."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from bursar.access.permissions import LEVELS, Level, Permission, Role
from bursar.accounts.models import Account
from bursar.accounts.named import Named
from bursar.accounts.words import role_label
from bursar.billing.words import level_label
from bursar.core import clock

NAMED = 10  # of an account's administrators
_DECIDE = [level.value for level in Level if Permission.BILLING_ADMIN_MANAGE in LEVELS.get(level, frozenset())]
_BY_NAME = f"""
SELECT p.id, p.uid, p.first_name, p.last_name, p.email, g.name,
       CASE WHEN g.name IN ({", ".join(["%s"] * len(_DECIDE))}) OR (g.name = %s AND CAST(g.rights AS text) LIKE %s)
            THEN 1 ELSE 0 END AS decides, COUNT(*) OVER ()
FROM grants_grant g JOIN accounts_person p ON p.id = g.person_id
WHERE g.account_id = %s AND g.source = 'billing' AND g.closed_at IS NULL AND g.valid_from <= %s
      AND (g.valid_until IS NULL OR g.valid_until > %s) AND p.deactivated_at IS NULL AND p.confirmed_at IS NOT NULL
ORDER BY decides DESC, p.last_name, p.first_name, p.id LIMIT %s
"""  # noqa: S608  # as many marks as there are levels
# Super admins are of rank 0: see `accounts.models.membership`.
_BY_ROLE = """
SELECT p.id, p.uid, p.first_name, p.last_name, p.email, '', 1, COUNT(*) OVER ()
FROM accounts_membership m JOIN accounts_person p ON p.id = m.person_id
WHERE m.account_id = %s AND m.rank = 0 AND m.ended_at IS NULL AND NOT m.is_suspended AND p.deactivated_at IS NULL
ORDER BY p.last_name, p.first_name, p.id LIMIT %s
"""


@dataclass(frozen=True)
class TurnedTo:
    """Each person with the name of their level or role and whether they decide on access; how many more there are."""

    people: list[tuple[Named, str, bool]]
    more: int

    @property
    def can_decide(self) -> bool:
        """Whether anybody can let the member in."""
        return any(decides for _person, _level, decides in self.people)


def turned_to(account: Account, *, by_role: bool) -> TurnedTo:
    """The effective administrators or, where the portal goes by role, the Super admins; by name. One query."""
    if by_role:
        asked: tuple[str, list[Any]] = _BY_ROLE, [account.pk, NAMED]
    else:
        now = connection.ops.adapt_datetimefield_value(clock.now())
        right = f'%"{Permission.BILLING_ADMIN_MANAGE}"%'
        asked = _BY_NAME, [*_DECIDE, Level.CUSTOM.value, right, account.pk, now, now, NAMED]
    with connection.cursor() as cursor:
        cursor.execute(*asked)
        rows = cursor.fetchall()
    words = {"": role_label(Role.SUPER_ADMIN)} if by_role else {level: level_label(level) for level in Level}
    people = [(Named(*row[:5]), words[row[5]], bool(row[6])) for row in rows]
    return TurnedTo(people, rows[0][7] - len(rows) if rows else 0)
