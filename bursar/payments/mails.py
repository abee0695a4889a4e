"""The mails of payments: the receipt with its PDF, and the word that a payment was declined."""

from django.utils import translation
from django.utils.translation import gettext as _

from bursar.accounts.models import Person
from bursar.billing.models import Recipient
from bursar.mail.builders import Letter, builds
from bursar.mail.models import OutboxMail
from bursar.payments import queries, receipt
from bursar.payments.models import Payment
from bursar.payments.words import decline_text


@builds("payments.receipt")
def payment_receipt(mail: OutboxMail) -> Letter | None:
    """The receipt, for the one who paid and for the recipients of receipts."""
    payment = queries.payment_by_id(mail.about["payment"])
    if payment is None or not payment.receipt_number:
        return None
    reader = _reader(mail, payment)
    if reader is None:
        return None
    address, language, may_look = reader
    with translation.override(language):
        name = _("receipt-%(number)s.pdf") % {"number": payment.receipt_number}
        pdf = receipt.receipt_pdf(payment)
    context = {**_context(payment), "may_look": may_look}
    return Letter(address, language, "payment_receipt", context, [(name, pdf, "application/pdf")])


@builds("payments.declined")
def payment_declined(mail: OutboxMail) -> Letter | None:
    """Why a payment was declined, for the one who ordered it."""
    payment = queries.payment_by_id(mail.about["payment"])
    reader = _reader(mail, payment) if payment else None
    if payment is None or reader is None or payment.state != Payment.State.DECLINED:
        return None
    address, language, _may_look = reader
    with translation.override(language):
        reason = decline_text(payment.decline_code)
    return Letter(address, language, "payment_declined", {**_context(payment), "reason_text": reason})


@builds("payments.refunded")
def payment_refunded(mail: OutboxMail) -> Letter | None:
    """The refund with its receipt, for the one who paid and for the recipients of receipts."""
    refund = queries.refund_by_id(mail.about["refund"])
    reader = _reader(mail, refund.payment) if refund else None
    if refund is None or reader is None or not refund.receipt_number:
        return None
    address, language, may_look = reader
    with translation.override(language):
        name = _("refund-%(number)s.pdf") % {"number": refund.receipt_number}
        pdf = receipt.refund_pdf(refund)
    context = {**_context(refund.payment), "may_look": may_look, "refund": refund}
    return Letter(address, language, "payment_refunded", context, [(name, pdf, "application/pdf")])


@builds("payments.disputed")
def payment_disputed(mail: OutboxMail) -> Letter | None:
    """That the payer's bank took a payment back, for the same."""
    refund = queries.refund_by_id(mail.about["refund"])
    reader = _reader(mail, refund.payment) if refund else None
    if refund is None or reader is None:
        return None
    address, language, may_look = reader
    return Letter(
        address, language, "payment_disputed", {**_context(refund.payment), "may_look": may_look, "refund": refund}
    )


def _reader(mail: OutboxMail, payment: Payment) -> tuple[str, str, bool] | None:
    """Address, language, and whether the payment can be looked at by signing in; None for who is gone meanwhile."""
    if mail.to_person_id is not None:
        person = Person.objects.filter(pk=mail.to_person_id, deactivated_at__isnull=True).first()
        return (person.email, person.language, True) if person else None
    recipient = Recipient.objects.filter(
        portal__account_id=payment.account_id,
        email__iexact=mail.to_address,
        removed_at=None,
        confirmed_at__isnull=False,
    ).first()
    return (recipient.email, recipient.language, False) if recipient else None


def _context(payment: Payment) -> dict[str, object]:
    return {
        "payment": payment,
        "used": queries.used_of(payment),
        "parts": list(payment.allocations.all()),
        "account_name": payment.account.name,
        "account_number": payment.account.number,
        "time_zone": payment.account.time_zone,
    }
