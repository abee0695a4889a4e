"""What the overview tells of an account's money besides its bills: credits, and what will not last unless seen to."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import connection

from bursar.access.permissions import Permission
from bursar.core import clock
from bursar.grants.queries import Access
from bursar.payments.queries import EXPIRES_SOON

_AUTOPAY = "autopay"
_PURSE = """
SELECT currency, minor, '', CAST('' AS CHAR(10)) FROM invoices_tally
WHERE account_id = %s AND measure = 'credit' AND minor > 0
UNION ALL SELECT brand, 0, last_digits, CAST(expires_on AS CHAR(10)) FROM payments_paymentmethod
WHERE account_id = %s AND removed_at IS NULL AND expires_on <= %s
UNION ALL SELECT '', 0, 'autopay', SUBSTR(CAST(confirm_by AS CHAR(40)), 1, 19) FROM payments_mandate
WHERE account_id = %s AND ended_at IS NULL AND confirm_by IS NOT NULL
"""


@dataclass(frozen=True)
class Expiring:
    """A card that has expired, or will soon."""

    brand: str
    last_digits: str
    is_expired: bool


@dataclass(frozen=True)
class Purse:
    """Credits by currency in minor units, for those who may view invoices; for those who manage methods cards, and
    until when automatic payment waits to be confirmed by another one than authorised it."""

    credits: list[tuple[str, int]]
    expiring: list[Expiring]
    confirm_by: datetime | None


def purse(access: Access) -> Purse:
    """All by one query."""
    today = clock.today()
    account = access.account.pk
    with connection.cursor() as cursor:
        cursor.execute(_PURSE, [account, account, (today + EXPIRES_SOON).isoformat(), account])
        rows = [(brand, int(minor), digits, day.strip()) for brand, minor, digits, day in cursor.fetchall()]
    credits = sorted((currency, minor) for currency, minor, _digits, day in rows if not day)
    cards = [
        Expiring(brand, digits, date.fromisoformat(day) < today)
        for brand, _minor, digits, day in rows
        if day and digits != _AUTOPAY
    ]
    waits = [datetime.fromisoformat(day).replace(tzinfo=UTC) for *_card, digits, day in rows if digits == _AUTOPAY]
    manages = access.may(Permission.PAYMENT_METHOD_MANAGE)
    return Purse(
        credits if access.may(Permission.INVOICE_VIEW) else [],
        cards if manages else [],
        waits[0] if waits and manages else None,
    )
