"""The lists of invoices and credit notes for spreadsheets: plain numbers and dates."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bursar.core.money import to_decimal
from bursar.invoices.queries import Invoice
from bursar.invoices.semantic import Bill
from bursar.portals.bills.words import status_word
from bursar.portals.spreadsheet import Table, harmless


def invoices(rows: Iterable[Invoice]) -> Table:
    """Invoices with their amounts and status."""
    heads = [
        *(_("Number"), _("Status"), _("Issuer"), _("Buyer"), _("Purchase order"), _("Date of issue"), _("Due date")),
        *(_("Currency"), _("Without VAT"), _("VAT"), _("Total"), _("Credited")),
        *(pgettext("amount", "Paid"), _("Left to pay")),
    ]
    return [heads, *(_invoice(row) for row in rows)]


def credit_notes(rows: Iterable[Any]) -> Table:
    """Credit notes with the invoices that they refer to."""
    heads = [
        *(_("Number"), _("Refers to invoice"), _("Issuer"), _("Buyer"), _("Date of issue"), _("Currency")),
        *(_("Without VAT"), _("VAT"), _("Total")),
    ]
    return [heads, *(_credit_note(row) for row in rows)]


def line_heads() -> list[str]:
    """The heads of a table of lines."""
    return [
        *(_("Number"), _("Line"), _("Description"), _("Quantity"), _("Unit"), _("Unit price"), _("VAT category")),
        *(_("VAT rate"), _("Net amount"), _("Currency")),
    ]


def lines(bill: Bill) -> Table:
    """The lines of a bill, numbers as they are written there, units and categories as codes."""
    return [
        [
            harmless(bill.number),
            harmless(line.line_id),
            harmless(line.item.name),
            _plain(line.quantity),
            harmless(line.unit),
            _plain(line.price.net),
            harmless(line.vat_category),
            _plain(line.vat_rate),
            _plain(line.net),
            bill.currency,
        ]
        for line in bill.lines
    ]


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"


def _invoice(row: Invoice) -> list[str]:
    document, amounts = row.document, row.amounts
    sums = (document.net_minor, document.tax_minor, document.gross_minor, amounts.credited, amounts.paid)
    return [
        harmless(document.number),
        status_word(row.status),
        harmless(document.seller_name),
        harmless(document.buyer.get("name", "")),
        harmless(document.buyer.get("purchase_order", "")),
        document.issued_on.isoformat(),
        document.due_on.isoformat() if document.due_on else "",
        document.currency,
        *(str(to_decimal(minor, document.currency)) for minor in (*sums, amounts.outstanding)),
    ]


def _credit_note(row: Any) -> list[str]:
    sums = (row.net_minor, row.tax_minor, row.gross_minor)
    return [
        harmless(row.number),
        harmless(row.refers_to.number if row.refers_to else ""),
        harmless(row.seller_name),
        harmless(row.buyer.get("name", "")),
        row.issued_on.isoformat(),
        row.currency,
        *(str(to_decimal(minor, row.currency)) for minor in sums),
    ]
