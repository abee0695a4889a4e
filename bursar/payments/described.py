"""Payments in the public words that programs are told."""

from bursar.payments.models import Payment
from bursar.webhooks.telling import describes


@describes("payment")
def payment(pk: int) -> dict[str, object] | None:
    """As it stands, with the invoices that it is for."""
    row = Payment.objects.filter(pk=pk).prefetch_related("allocations__invoice").first()
    if row is None:
        return None
    parts = [
        {"invoice": part.invoice.uid, "number": part.invoice.number, "amount_minor": part.amount_minor}
        for part in row.allocations.all()
    ]
    return {
        "uid": row.uid,
        "state": row.state,
        "currency": row.currency,
        "amount_minor": row.amount_minor,
        "receipt_number": row.receipt_number,
        "decline_reason": row.decline_code,
        "parts": parts,
    }
