"""Who could hold a right at all: by the tables alone, before anything is decided. No holder is left out.

A list of holders reads everything about those on its page only; the decision has the last word on each.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection

from bursar.access.permissions import (
    LEVELS,
    PBX,
    ROLE_BILLING,
    ROLE_PERMISSIONS,
    Level,
    Permission,
    Role,
    role_billing,
    role_permissions,
)
from bursar.accounts import folding
from bursar.grants.queries.statement import Open

_CANDIDATES = """
WITH RECURSIVE carrying(id) AS (
    SELECT r.group_id FROM grants_grant r
    WHERE r.account_id = %(account)s AND r.group_id IS NOT NULL AND r.source = 'pbx' AND r.name IN ({ticks})
        AND {open:r.granted_at r.closed_at}
    UNION
    SELECT n.child_id FROM carrying
    JOIN accounts_groupnesting n ON n.parent_id = carrying.id AND {open:n.started_at n.ended_at}
), found(person_id) AS (
    SELECT i.person_id FROM carrying
    JOIN accounts_groupmembership i ON i.group_id = carrying.id AND {open:i.started_at i.ended_at}
    UNION
    SELECT r.person_id FROM grants_grant r
    WHERE r.account_id = %(account)s AND r.person_id IS NOT NULL AND {open:r.granted_at r.closed_at}
        AND (r.source = 'billing' AND r.name IN ({levels}) OR r.source = 'pbx' AND r.name IN ({ticks}))
    UNION
    SELECT m.person_id FROM accounts_membership m
    WHERE m.account_id = %(account)s AND m.role IN ({roles}) AND {open:m.started_at m.ended_at}
)
SELECT p.id, p.uid, p.first_name, p.last_name, p.email, COALESCE(k.name_key, '')
FROM found JOIN accounts_person p ON p.id = found.person_id AND {open:p.created_at p.deactivated_at}
LEFT JOIN accounts_membership k ON k.account_id = %(account)s AND k.person_id = p.id AND k.ended_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could hold a right."""

    id: int
    uid: str
    first_name: str
    last_name: str
    email: str
    member_key: str  # as in lists by name; empty for somebody who is no member now

    @property
    def name(self) -> str:
        """First and last name, or the address while we know neither."""
        return f"{self.first_name} {self.last_name}".strip() or self.email

    @property
    def initials(self) -> str:
        """Two letters for the round picture."""
        return "".join(part[0] for part in (self.first_name, self.last_name) if part).upper() or self.email[0].upper()

    @property
    def is_member(self) -> bool:
        """Whether they are in the account now."""
        return bool(self.member_key)

    @property
    def key(self) -> tuple[str, int]:
        """What lists by name are sorted by; each one's own."""
        return self.member_key or folding.sort_key(self.first_name, self.last_name, self.email), self.id

    def fits(self, typed: Iterable[str]) -> bool:
        """Whether each of these (see `folding.sought`) is the beginning of a word of the name or the address."""
        words = folding.words(self.first_name, self.last_name, self.email)
        return all(any(word.startswith(each) for word in words) for each in typed)


def candidates(account_id: int, rights: Iterable[Permission], at: datetime | None = None) -> list[Candidate]:
    """Everybody to whom a fact of now (or of an instant) leads that contains one of these rights, in no order."""
    sent: dict[str, Any] = {"account": account_id}
    if at is not None:
        sent["at"] = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(_text(frozenset(rights), at is not None), sent)
        return [Candidate(*row) for row in cursor.fetchall()]


@cache
def _text(rights: frozenset[Permission], dated: bool) -> str:
    """Custom levels and roles are let through: what they contain is the decision's matter."""
    levels = [level for level in Level if level is Level.CUSTOM or rights & LEVELS[level]]
    ticks = [tick for tick in PBX if rights & PBX[tick]]
    roles = [role for role in Role if rights & _of_role(role)]
    return _CANDIDATES.format(
        levels=_listed(levels), ticks=_listed(ticks), roles=_listed(roles), open=Open(dated=dated, past=False)
    )


def _of_role(role: Role) -> frozenset[Permission]:
    custom = (*ROLE_PERMISSIONS, *ROLE_BILLING) if role is Role.CUSTOM else ()
    return role_permissions(role, custom) | role_billing(role, custom)


def _listed(words: Iterable[str]) -> str:
    """Words of our own tables, as SQL writes them."""
    return ", ".join(f"'{word}'" for word in words) or "NULL"
