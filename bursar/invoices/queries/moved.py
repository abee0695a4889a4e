"""What moved on an invoice besides its issue, credit notes and payments: refunds, credit, adjustments."""

from collections.abc import Sequence
from typing import Any

from bursar.invoices.models import Document, LedgerEntry

_KINDS = (LedgerEntry.Kind.REFUND, LedgerEntry.Kind.CREDIT, LedgerEntry.Kind.ADJUSTMENT)


def movements_of(document: Document) -> Sequence[Any]:
    """Entries of an invoice read by `document`, oldest first, as rows of `kind`, `amount_minor`, `currency`, `at` and
    `reason` (of an adjustment by the operator)."""
    sums: Any = document
    if not sums.has_moved:
        return []
    rows = LedgerEntry.objects.filter(invoice=document, kind__in=_KINDS).exclude(kind="adjustment", adjustment=None)
    return list(
        rows.order_by("at", "pk").values_list(
            "kind", "amount_minor", "currency", "at", "adjustment__reason", named=True
        )
    )
