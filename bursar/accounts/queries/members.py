"""Members as lists show them: read without making a row of the table of each."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from bursar.accounts.models import Account, Membership
from bursar.accounts.named import Named, Titled
from bursar.accounts.queries.windows import Order, window
from bursar.core.windows import COUNTED, Place, Window

_SHOWN = (
    *(f"person__{name}" for name in ("id", "uid", "first_name", "last_name", "email", "deactivated_at")),
    *("role", "custom_role__uid", "custom_role__name", "is_suspended", "joined_at"),
)
_COUNT = """
SELECT COUNT(*) FROM (SELECT 1 FROM accounts_membership WHERE account_id = %s AND ended_at IS NULL LIMIT %s) AS found
"""
Row = Sequence[Any]


class Member(NamedTuple):
    """A member of an account."""

    person: Named
    is_active: bool  # not deactivated by the operator
    role: str
    custom_role: Titled | None
    is_suspended: bool
    joined_at: datetime

    @property
    def person_id(self) -> int:
        """The person's id."""
        return self.person.pk


def members(account: Account) -> QuerySet[Membership]:
    """The members of now."""
    return Membership.objects.filter(account=account, ended_at__isnull=True)


def listed(rows: QuerySet[Membership]) -> list[Member]:
    """As lists show them."""
    return [_member(row) for row in rows.values_list(*_SHOWN)]


def listed_in(rows: QuerySet[Membership], order: Order, place: Place, here: Any) -> Window[Member]:
    """A window on them."""
    return window(rows.values_list(*_SHOWN), order, place, here, _uid).each(_member)


def in_order(account: Account, rows: QuerySet[Membership], order: Order, place: Place) -> Window[Member]:
    """A window on them in an order of their own columns."""
    return listed_in(rows, order, place, partial(_here, account, order.keys))


def member_count(account: Account) -> int:
    """How many there are, counted up to one more than `COUNTED`."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [account.pk, COUNTED + 1])
        return int(cursor.fetchone()[0])


def _here(account: Account, keys: Sequence[str], uid: str) -> QuerySet[Any]:
    """Where somebody stands, or stood last: a program that removes members as it lists them goes on."""
    rows = Membership.objects.filter(account=account, person__uid=uid)
    return rows.order_by("-pk").values_list(*keys)[:1]


def _uid(row: Row) -> str:
    return str(row[1])


def _member(row: Row) -> Member:
    pk, uid, first, last, email, gone, role, role_uid, title, is_suspended, joined = row
    custom = Titled(role_uid, title) if role_uid else None
    return Member(Named(pk, uid, first, last, email), gone is None, role, custom, is_suspended, joined)
