"""Lists as CSV for spreadsheets: plain numbers and dates, and no cell that a spreadsheet would run as a formula."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bursar.core.money import to_decimal
from bursar.invoices.queries import Invoice
from bursar.portals.bills.words import status_word

Table = list[list[str]]
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


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


def as_csv(table: Table) -> bytes:
    """UTF-8 with a byte order mark, which spreadsheets need to know it by."""
    text = io.StringIO()
    csv.writer(text).writerows(table)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def harmless(text: str) -> str:
    """Text that begins like a formula is preceded by an apostrophe."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_SIGNS) else text


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
        harmless(row.refers_to.number),
        harmless(row.seller_name),
        harmless(row.buyer.get("name", "")),
        row.issued_on.isoformat(),
        row.currency,
        *(str(to_decimal(minor, row.currency)) for minor in sums),
    ]
