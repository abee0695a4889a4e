"""Money that comes and goes: which of it settles which invoice, and what is the account's credit."""

from collections.abc import Mapping
from datetime import datetime

from bursar.accounts.models import Account
from bursar.invoices.models import Adjustment, Document, LedgerEntry
from bursar.invoices.queries import amounts_of, credit_of
from bursar.invoices.steps.posting import Kind, Posting

Parts = Mapping[Document, int]  # minor units by invoice


def post_payment(invoice: Document, payment_id: int, amount_minor: int, at: datetime) -> LedgerEntry:
    """Write that a payment settled `amount_minor` (more than zero) of an invoice, under the account's lock."""
    if amount_minor <= 0:
        raise ValueError("a payment settles a positive amount of an invoice")
    posting = Posting(invoice.account, invoice.currency, at, payment_id=payment_id)
    posting.enter(Kind.PAYMENT, -amount_minor, invoice)
    return posting.write()[0]


def post_money(
    account: Account, currency: str, parts: Parts, *, payment_id: int, money: int, credit: int, at: datetime
) -> tuple[int, int]:
    """Write a payment of `money` and of at most `credit` of the account on the invoices that it is for, each as far as
    something is left of it. Money comes first; what is left of it becomes credit. Answers the credit that was used and
    the money that was kept."""
    posting = Posting(account, currency, at, payment_id=payment_id)
    amounts = amounts_of(invoice.pk for invoice in parts)
    left, used = money, 0
    for invoice, part in parts.items():
        fits = min(part, amounts[invoice.pk].outstanding)
        paid = min(fits, left)
        from_credit = min(fits - paid, credit - used)
        posting.enter(Kind.PAYMENT, -paid, invoice)
        posting.enter(Kind.CREDIT, -from_credit, invoice)
        left, used = left - paid, used + from_credit
    posting.enter(Kind.PAYMENT, -left)
    posting.enter(Kind.CREDIT, used)
    posting.write()
    return used, left


def take_back(account: Account, currency: str, parts: Parts, *, refund_id: int, credit: int, at: datetime) -> None:
    """Write that money left again: `credit` of the account's credit, the rest of invoices that are open again then."""
    posting = Posting(account, currency, at, refund_id=refund_id)
    posting.enter(Kind.REFUND, credit)
    for invoice, part in parts.items():
        posting.enter(Kind.REFUND, part, invoice)
    posting.write()


def bring_back(account: Account, currency: str, *, refund_id: int, at: datetime) -> None:
    """Write that money which had left came again: what was taken of credit as credit (more where that is overdrawn),
    the rest to the invoices it was taken from as far as something is left of them, or else as credit."""
    taken = LedgerEntry.objects.filter(refund_id=refund_id).select_related("invoice__account").order_by("id")
    posting = Posting(account, currency, at, refund_id=refund_id)
    amounts = amounts_of(entry.invoice_id for entry in taken if entry.invoice_id is not None)
    rest = sum(entry.amount_minor for entry in taken)
    of_credit = sum(entry.amount_minor for entry in taken if entry.invoice_id is None)
    left = max(0, rest - max(of_credit, -credit_of(account).get(currency, 0)))
    for entry in taken:
        if entry.invoice_id is not None:
            fits = min(entry.amount_minor, amounts[entry.invoice_id].outstanding, left)
            posting.enter(Kind.REFUND, -fits, entry.invoice)
            rest, left = rest - fits, left - fits
    posting.enter(Kind.REFUND, -rest)
    posting.write()


def post_adjustment(adjustment: Adjustment) -> None:
    """Write what the operator adjusts."""
    posting = Posting(adjustment.account, adjustment.currency, adjustment.at, adjustment_id=adjustment.pk)
    posting.enter(Kind.ADJUSTMENT, adjustment.amount_minor, adjustment.invoice)
    posting.write()
