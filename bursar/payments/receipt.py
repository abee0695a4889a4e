"""The receipt of a payment as PDF, drawn by typst from plain values in the reader's language."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bursar.core.money import format_money
from bursar.invoices.typesetting import typeset
from bursar.payments.models import Payment, Refund
from bursar.payments.queries import method_name, used_of

_TEMPLATE = Path(__file__).parent / "receipt.typ"
_LOCALES = {"fr": "fr_FR"}


def receipt_pdf(payment: Payment) -> bytes:
    """The receipt in the language that is active. The payment has succeeded and has a receipt number."""
    return typeset(_TEMPLATE, _values(payment), at=payment.settled_at or payment.ordered_at)


def refund_pdf(refund: Refund) -> bytes:
    """The receipt of a refund that succeeded, in the language that is active."""
    return typeset(_TEMPLATE, _refund_values(refund), at=refund.settled_at or refund.ordered_at)


def _refund_values(refund: Refund) -> dict[str, Any]:
    payment, at = refund.payment, refund.settled_at or refund.ordered_at
    values = _values(payment)
    amount = format_money(refund.amount_minor, payment.currency, values["language"])
    return {
        **values,
        "title": _("Refund"),
        "number": refund.receipt_number,
        "facts": [
            [_("Number of the refund"), refund.receipt_number],
            [_("Refunded on"), _day(at, payment, values["language"])],
            [_("Account"), f"{payment.account.name} ({payment.account.number})"],
            [_("Receipt of the payment"), payment.receipt_number],
            [_("Reason"), refund.reason],
        ],
        "to_label": _("Refunded by"),
        "total_label": _("Refunded"),
        "total": amount,
        "note": _("This confirms a refund. It is not a credit note."),
    }


def _day(at: datetime, payment: Payment, language: str) -> str:
    on = at.astimezone(ZoneInfo(payment.account.time_zone)).date()
    return format_date(on, "long", locale=_LOCALES.get(language, "en_GB"))


def _values(payment: Payment) -> dict[str, Any]:
    language = translation.get_language() or "en"

    def money(minor: int) -> str:
        return format_money(minor, payment.currency, language)

    parts = list(payment.allocations.all())
    used = used_of(payment)
    issuers = {part.invoice.issuer_id: part.invoice.issuer for part in parts}
    return {
        "language": language,
        "title": _("Receipt"),
        "number": payment.receipt_number,
        "facts": [
            [_("Receipt number"), payment.receipt_number],
            [_("Paid on"), _day(payment.settled_at or payment.ordered_at, payment, language)],
            [_("Account"), f"{payment.account.name} ({payment.account.number})"],
            [_("Paid with"), method_text(payment)],
            *([[_("From credit of the account"), money(used)]] if used and payment.amount_minor else []),
        ],
        "to": [_issuer_lines(issuer) for issuer in issuers.values()],
        "to_label": _("Paid to"),
        "columns": [_("Invoice"), _("Invoice total"), pgettext("amount", "Paid")],
        "rows": [[p.invoice.number, money(p.invoice.gross_minor), money(p.amount_minor)] for p in parts],
        "total_label": _("Total paid"),
        "total": money(payment.amount_minor + used),
        "note": _("This receipt confirms a payment. It is not an invoice."),
    }


def method_text(payment: Payment) -> str:
    """What a payment was made with, in words."""
    if not payment.amount_minor:
        return _("Credit of the account")
    if payment.ordered_by_id is None:
        return payment.incoming.method or _("Bank transfer")
    if payment.method is None:
        return _("Entered at the payment provider")
    if payment.method.is_debit:
        return method_name(payment.method)
    method = {"brand": payment.method.brand, "digits": payment.method.last_digits}
    return _("%(brand)s card ending in %(digits)s") % method


def _issuer_lines(issuer: Any) -> list[str]:
    vat = [_("VAT number %(number)s") % {"number": issuer.vat_number}] if issuer.vat_number else []
    return [issuer.name, *issuer.address_lines.splitlines(), *vat]
