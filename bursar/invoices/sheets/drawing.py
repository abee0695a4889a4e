"""A sheet as the data of the typst template, with the words around it."""

import re
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from bursar.invoices.sheets.sheet import Sheet

_LEFTWARDS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")  # letters that are written from right to left


def drawn(sheet: Sheet, language: str, *, qr: str = "", logo: str = "") -> dict[str, Any]:
    """What the template is given; `qr` and `logo` are pictures as SVG, or empty."""
    said = asdict(sheet)
    return {
        **said,
        "words": _words(sheet),
        "language": language,
        "is_mixed": _LEFTWARDS.search(repr(said)) is not None,
        "qr": qr,
        "logo": logo,
    }


def _words(sheet: Sheet) -> dict[str, str]:
    return {
        "seller": _("From"),
        "buyer": _("To"),
        "description": _("Description"),
        "quantity": _("Quantity"),
        "unit_price": _("Unit price"),
        "vat_rate": _("VAT"),
        "line_net": _("Net amount"),
        "category": _("VAT by category"),
        "rate": _("Rate"),
        "taxable": _("Net amount"),
        "vat": _("VAT"),
        "payable": _("Total credited") if sheet.is_credit_note else _("Total to pay"),
        "vat_number": _("VAT number"),
        "terms": _("Payment terms"),
        "contact": _("Contact"),
        "attachments": _("Enclosed"),
        "payment_hint": _("Or pay online in your billing portal."),
        "qr": _("QR code with this transfer for your banking app"),
        "page": _("Page {n} of {all}"),
        "currency": _("All amounts in %(currency)s.") % {"currency": sheet.currency},
    }
