"""The statement of an account for a period: what was owed before, each movement with its cause, what is owed after."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.utils.translation import gettext as _

from bursar.grants.queries import Access
from bursar.invoices import queries as invoices
from bursar.invoices.queries import Movement, Period
from bursar.payments.models import Payment, Refund

_AT_ONCE = 500


@dataclass(frozen=True)
class Line:
    """A movement with its words, its page (a name of addresses and a uid), and the balance after it."""

    on: date
    text: str
    minor: int
    balance: int
    page: str = ""
    uid: str = ""


@dataclass(frozen=True)
class Statement:
    """The lines of a period between two balances; `is_cut` when there are more of them than were asked for."""

    period: Period
    opening: int
    lines: list[Line]
    closing: int
    is_cut: bool = False


def statement(access: Access, period: Period, most: int) -> Statement:
    """The statement with at most so many lines. Raises Forbidden without View invoices."""
    opening = invoices.balance_before(access, period)
    lines = list(islice(every_line(access, period, opening, most + 1), most + 1))
    shown = lines[:most]
    is_cut = len(lines) > most
    after = Period(date.fromordinal(period.end.toordinal() + 1), period.end, period.currency)
    closing = invoices.balance_before(access, after) if is_cut else (lines[-1].balance if lines else opening)
    return Statement(period, opening, shown, closing, is_cut)


def every_line(access: Access, period: Period, opening: int, most: int | None = None) -> Iterator[Line]:
    """The lines one after the other, however many they are."""
    balance = opening
    moved = invoices.movements(access, period, most)
    while some := list(islice(moved, _AT_ONCE)):
        payments, refunds = _payments(some), _refunds(some)
        for each in some:
            balance += each.minor
            text, page, uid = _words(each, payments, refunds)
            yield Line(each.on, text, each.minor, balance, page, uid)


def _payments(some: Iterable[Movement]) -> dict[int, Payment]:
    return Payment.objects.in_bulk([each.payment_id for each in some if each.payment_id])


def _refunds(some: Iterable[Movement]) -> dict[int, Refund]:
    return Refund.objects.select_related("payment").in_bulk([each.refund_id for each in some if each.refund_id])


def _words(each: Movement, payments: dict[int, Payment], refunds: dict[int, Refund]) -> tuple[str, str, str]:
    """What a movement is called, and the page that tells of it."""
    number = {"number": each.number}
    if each.payment_id:
        payment = payments.get(each.payment_id)
        receipt = payment.receipt_number if payment else ""
        return _("Payment, receipt %(number)s") % {"number": receipt}, "payment", payment.uid if payment else ""
    if each.refund_id:
        return _refund_words(refunds.get(each.refund_id), each.minor)
    if each.kind == "invoice":
        return _("Invoice %(number)s") % number, "invoice", each.uid
    if each.kind == "credit_note":
        return _("Credit note %(number)s") % number, "invoice", each.uid
    if each.reason:
        text = _("Adjustment: %(reason)s") % {"reason": each.reason}
        return f"{text} ({each.number})" if each.number else text, "invoice" if each.uid else "", each.uid
    return _("Paid before, or rounded, on %(number)s") % number, "invoice", each.uid


def _refund_words(refund: Refund | None, minor: int) -> tuple[str, str, str]:
    if refund is None:
        return _("Refund"), "", ""
    receipt = {"number": refund.receipt_number or refund.payment.receipt_number}
    if refund.is_dispute:
        words = _("Taken back by the bank, receipt %(number)s") if minor > 0 else _("Came again, receipt %(number)s")
    else:
        words = _("Refund %(number)s") if minor > 0 else _("Refund %(number)s failed")
    return words % receipt, "payment", refund.payment.uid
