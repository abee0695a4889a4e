"""The statement of an account as PDF, drawn by typst from plain values in the reader's language."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext as _

from bursar.accounts.models import Account
from bursar.core.money import format_money
from bursar.invoices.typesetting import typeset
from bursar.payments.statement import Statement

_TEMPLATE = Path(__file__).parent / "statement.typ"
_LOCALES = {"fr": "fr_FR"}


def statement_pdf(account: Account, said: Statement) -> bytes:
    """The same bytes for the same statement."""
    at = datetime.combine(said.period.end, time.min, UTC)
    return typeset(_TEMPLATE, _values(account, said, translation.get_language() or "en"), at=at)


def _values(account: Account, said: Statement, language: str) -> dict[str, Any]:
    period = said.period

    def money(minor: int) -> str:
        return format_money(minor, period.currency, language)

    def day(on: date, style: str = "medium") -> str:
        return format_date(on, style, locale=_LOCALES.get(language, "en_GB"))

    return {
        "language": language,
        "title": _("Statement of account"),
        "account": f"{account.name} ({account.number})",
        "period": _("%(start)s to %(end)s") % {"start": day(period.start, "long"), "end": day(period.end, "long")},
        "columns": [_("Date"), _("Movement"), _("Amount"), _("Balance")],
        "opening": [day(period.start), _("Balance before"), "", money(said.opening)],
        "rows": [[day(row.on), row.text, money(row.minor), money(row.balance)] for row in said.lines],
        "closing": [day(period.end), _("Balance after"), "", money(said.closing)],
        "note": _("Above zero is to be paid, below zero is in the account’s favour."),
        "cut": _("There are more movements than are shown here; the CSV file has all of them.") if said.is_cut else "",
    }
