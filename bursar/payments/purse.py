"""What the overview tells of an account's money besides its bills: credits, and methods that will not last."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from bursar.access.permissions import Permission
from bursar.core import clock
from bursar.grants.queries import Access
from bursar.payments.queries import EXPIRES_SOON

_PURSE = """
SELECT currency, minor, '', CAST('' AS CHAR(10)) FROM invoices_tally
WHERE account_id = %s AND measure = 'credit' AND minor > 0
UNION ALL SELECT brand, 0, last_digits, CAST(expires_on AS CHAR(10)) FROM payments_paymentmethod
WHERE account_id = %s AND removed_at IS NULL AND expires_on <= %s
"""


@dataclass(frozen=True)
class Expiring:
    """A card that has expired, or will soon."""

    brand: str
    last_digits: str
    is_expired: bool


@dataclass(frozen=True)
class Purse:
    """Credits by currency in minor units, for those who may view invoices; cards for those who manage methods."""

    credits: list[tuple[str, int]]
    expiring: list[Expiring]


def purse(access: Access) -> Purse:
    """Both by one query."""
    today = clock.today()
    account = access.account.pk
    with connection.cursor() as cursor:
        cursor.execute(_PURSE, [account, account, (today + EXPIRES_SOON).isoformat()])
        rows = cursor.fetchall()
    credits = sorted((currency, int(minor)) for currency, minor, _digits, day in rows if not day.strip())
    cards = [
        Expiring(brand, digits, date.fromisoformat(day) < today) for brand, _minor, digits, day in rows if day.strip()
    ]
    return Purse(
        credits if access.may(Permission.INVOICE_VIEW) else [],
        cards if access.may(Permission.PAYMENT_METHOD_MANAGE) else [],
    )
