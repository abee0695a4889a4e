"""The mails of payments: the receipt with its PDF, and the word that a payment was declined."""

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from bursar.accounts.models import Person
from bursar.billing.queries.mailing import mailed, stop_token
from bursar.mail.builders import Letter, builds
from bursar.mail.models import OutboxMail
from bursar.payments import queries, receipt
from bursar.payments.models import Payment
from bursar.payments.words import decline_text


@dataclass(frozen=True)
class _Readers:
    """To whom a mail goes: one person, who can look at the payment by signing in, or the recipients of a language."""

    addresses: tuple[str, ...]
    language: str
    may_look: bool
    stop_token: str = ""

    def letter(self, template: str, context: dict[str, Any], *attached: tuple[str, bytes, str]) -> Letter:
        first, *others = self.addresses
        context = {**context, "may_look": self.may_look}
        return Letter(
            first, self.language, template, context, list(attached), others=tuple(others), stop_token=self.stop_token
        )


@builds("payments.receipt")
def payment_receipt(mail: OutboxMail) -> Letter | None:
    """The receipt, for the one who paid and for the recipients of receipts."""
    payment = queries.payment_by_id(mail.about["payment"])
    if payment is None or not payment.receipt_number:
        return None
    readers = _readers(mail, payment)
    if readers is None:
        return None
    with translation.override(readers.language):
        name = _("receipt-%(number)s.pdf") % {"number": payment.receipt_number}
        pdf = receipt.receipt_pdf(payment)
    return readers.letter("payment_receipt", _context(payment), (name, pdf, "application/pdf"))


@builds("payments.declined")
def payment_declined(mail: OutboxMail) -> Letter | None:
    """Why a payment was declined, for the one who ordered it."""
    payment = queries.payment_by_id(mail.about["payment"])
    readers = _readers(mail, payment) if payment else None
    if payment is None or readers is None or payment.state != Payment.State.DECLINED:
        return None
    with translation.override(readers.language):
        reason = decline_text(payment.decline_code)
    return readers.letter("payment_declined", {**_context(payment), "reason_text": reason})


@builds("payments.refunded")
def payment_refunded(mail: OutboxMail) -> Letter | None:
    """The refund with its receipt, for the one who paid and for the recipients of receipts."""
    refund = queries.refund_by_id(mail.about["refund"])
    readers = _readers(mail, refund.payment) if refund else None
    if refund is None or readers is None or not refund.receipt_number:
        return None
    with translation.override(readers.language):
        name = _("refund-%(number)s.pdf") % {"number": refund.receipt_number}
        pdf = receipt.refund_pdf(refund)
    context = {**_context(refund.payment), "refund": refund}
    return readers.letter("payment_refunded", context, (name, pdf, "application/pdf"))


@builds("payments.disputed")
def payment_disputed(mail: OutboxMail) -> Letter | None:
    """That the payer's bank took a payment back, for the same."""
    refund = queries.refund_by_id(mail.about["refund"])
    readers = _readers(mail, refund.payment) if refund else None
    if refund is None or readers is None:
        return None
    return readers.letter("payment_disputed", {**_context(refund.payment), "refund": refund})


def _readers(mail: OutboxMail, payment: Payment) -> _Readers | None:
    """None when they are gone meanwhile. A recipient who paid has the mail of the one who paid."""
    if mail.to_person_id is not None:
        person = Person.objects.filter(pk=mail.to_person_id, deactivated_at__isnull=True).first()
        return _Readers((person.email,), person.language, may_look=True) if person else None
    payer = payment.ordered_by.email if payment.ordered_by else ""
    rows = [row for row in mailed(mail, payment.account_id, "receipts") if row.email != payer]
    if not rows:
        return None
    return _Readers(tuple(row.email for row in rows), rows[0].language, may_look=False, stop_token=stop_token(rows))


def _context(payment: Payment) -> dict[str, object]:
    return {
        "payment": payment,
        "used": queries.used_of(payment),
        "parts": list(payment.allocations.all()),
        "account_name": payment.account.name,
        "account_number": payment.account.number,
        "time_zone": payment.account.time_zone,
    }
