"""What stands in the lists of invoices and credit notes, written out once for each row: templates put it into place."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bursar.core.days import format_day
from bursar.core.money import format_money
from bursar.invoices.queries import Listed, standing_of
from bursar.invoices.status import Status
from bursar.portals.bills.words import TONES, days_hint, status_word


class Line(NamedTuple):
    """An invoice of the list, in the reader's words. The template takes it apart in this order, which is quicker there
    than to ask for each field."""

    uid: str
    number: str
    seller: str
    tone: str
    status: str
    issued: str
    due: str
    hint: str
    amount: str
    of: str  # the total, where less of it is left
    tick: str
    pdf: str
    is_quiet: bool
    is_late: bool
    is_payable: bool
    is_under_way: bool


class CreditLine(NamedTuple):
    """A credit note of the list, taken apart likewise."""

    uid: str
    number: str
    seller: str
    refers_to_uid: str
    refers_to: str
    issued: str
    amount: str
    tick: str
    pdf: str


def invoice_lines(rows: Iterable[Listed], today: date, reserved: Mapping[int, int], *, shows_left: bool) -> list[Line]:
    """The rows of a page; the amount is what is left on the open tab, else the total."""
    language = get_language() or "en"
    words = {status: status_word(status) for status in Status}
    of, tick, pdf = _("of %(total)s"), _("Select invoice %(number)s"), _pdf_words()
    lines = []
    for row in rows:
        left, status = standing_of(row, today)
        due_on = row.due_on or row.issued_on
        total = format_money(row.gross_minor, row.currency, language)
        named = {"number": row.number}
        lines.append(
            Line(
                uid=row.uid,
                number=row.number,
                seller=row.seller,
                tone=TONES[status],
                status=words[status],
                issued=format_day(row.issued_on, "medium", language),
                due=format_day(due_on, "medium", language),
                hint=days_hint((due_on - today).days, language) if left else "",
                amount=format_money(left, row.currency, language) if shows_left else total,
                of=of % {"total": total} if shows_left and left != row.gross_minor else "",
                tick=tick % named,
                pdf=pdf % named,
                is_quiet=status is Status.CANCELLED,
                is_late=left > 0 and due_on < today,
                is_payable=left > reserved.get(row.pk, 0),
                is_under_way=bool(reserved.get(row.pk)),
            )
        )
    return lines


def credit_lines(rows: Iterable[Listed]) -> list[CreditLine]:
    """The rows of a page of credit notes."""
    language = get_language() or "en"
    tick, pdf = _("Select credit note %(number)s"), _pdf_words()
    return [
        CreditLine(
            uid=row.uid,
            number=row.number,
            seller=row.seller,
            refers_to_uid=row.refers_to_uid or "",
            refers_to=row.refers_to or "",
            issued=format_day(row.issued_on, "medium", language),
            amount=format_money(row.gross_minor, row.currency, language),
            tick=tick % {"number": row.number},
            pdf=pdf % {"number": row.number},
        )
        for row in rows
    ]


def _pdf_words() -> str:
    return _("Open the PDF of %(number)s (opens in a new tab)")
