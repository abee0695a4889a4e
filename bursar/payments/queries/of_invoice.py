"""What an invoice's page says of payments, in one statement: those with a part for it, the automatic one to come."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bursar.payments.models import Payment, PaymentMethod
from bursar.payments.queries.methods import method_name

# The invoice's id stands alone in the first place, so that what was announced is found where there is no payment yet.
_ABOUT = """
SELECT p.id, p.uid, p.state, p.currency, p.decline_code, p.ordered_at, p.settled_at, a.amount_minor AS part_minor,
       p.mandate_id, COALESCE(i.payer, NULLIF(TRIM(o.first_name || ' ' || o.last_name), ''), o.email, '') AS payer,
       n.charge_at, n.amount_minor AS charge_minor, k.kind AS method_kind, k.brand AS method_brand,
       k.last_digits AS method_digits
FROM (SELECT CAST(%s AS BIGINT) AS id) one
LEFT JOIN payments_plannedpayment n ON n.invoice_id = one.id AND n.state = 'announced'
LEFT JOIN payments_mandate m ON m.id = n.mandate_id LEFT JOIN payments_paymentmethod k ON k.id = m.method_id
LEFT JOIN payments_allocation a ON a.invoice_id = one.id LEFT JOIN payments_payment p ON p.id = a.payment_id
LEFT JOIN accounts_person o ON o.id = p.ordered_by_id LEFT JOIN payments_incomingpayment i ON i.payment_id = p.id
ORDER BY p.ordered_at DESC, p.id DESC
"""


@dataclass(frozen=True)
class Announced:
    """An automatic payment that was announced and not ordered yet."""

    charge_at: datetime
    amount_minor: int
    method: str  # as it is called on screen


def about_invoice(invoice_id: int) -> tuple[list[Any], Announced | None]:
    """The payments with a part for an invoice, newest first: of each also `part_minor`, and `payer`, a name or address
    (of an automatic one: whoever authorised it); and the automatic payment that was announced of it.
    No more of them is read than the story of an invoice tells."""
    rows: list[Any] = list(Payment.objects.raw(_ABOUT, [invoice_id]))
    return [row for row in rows if row.pk is not None], _announced(rows[0])


def _announced(row: Any) -> Announced | None:
    if row.charge_at is None:
        return None
    method = PaymentMethod(kind=row.method_kind, brand=row.method_brand, last_digits=row.method_digits)
    return Announced(row.charge_at, row.charge_minor, method_name(method))
