"""Writes on the ledger that several commands share: one entry for each document and each payment on an invoice."""

from datetime import datetime

from bursar.invoices.models import Document, LedgerEntry


def document_entry(document: Document) -> LedgerEntry:
    """The entry that a document causes, not saved yet: an invoice is owed, a credit note settles the invoice that it
    refers to."""
    is_invoice = document.kind == Document.Kind.INVOICE
    return LedgerEntry(
        account_id=document.account_id,
        invoice=document if is_invoice else document.refers_to,
        kind=LedgerEntry.Kind.INVOICE if is_invoice else LedgerEntry.Kind.CREDIT_NOTE,
        currency=document.currency,
        amount_minor=document.gross_minor if is_invoice else -document.gross_minor,
        document=document,
        at=document.taken_in_at,
    )


def post_payment(invoice: Document, payment_id: int, amount_minor: int, at: datetime) -> LedgerEntry:
    """Write that a payment settled `amount_minor` (more than zero) of an invoice, under the account's lock.

    Money that moved is written even when a credit note came in between: too much becomes credit.
    """
    if amount_minor <= 0 or invoice.kind != Document.Kind.INVOICE:
        raise ValueError("a payment settles a positive amount of an invoice")
    return LedgerEntry.objects.create(
        account_id=invoice.account_id,
        invoice=invoice,
        kind=LedgerEntry.Kind.PAYMENT,
        currency=invoice.currency,
        amount_minor=-amount_minor,
        payment_id=payment_id,
        at=at,
    )
