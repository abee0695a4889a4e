"""Money that settles an invoice: its entry in the ledger, and what is kept beside it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bursar.invoices.models import Document, LedgerEntry, Standing, Tally
from bursar.invoices.status import Amounts
from bursar.invoices.steps.tallying import Tallies, month


def post_payment(invoice: Document, payment_id: int, amount_minor: int, at: datetime) -> LedgerEntry:
    """Write that a payment settled `amount_minor` (more than zero) of an invoice, under the account's lock.

    Money that moved is written even when a credit note came in between: too much becomes credit.
    """
    if amount_minor <= 0 or invoice.kind != Document.Kind.INVOICE:
        raise ValueError("a payment settles a positive amount of an invoice")
    entry = LedgerEntry.objects.create(
        account_id=invoice.account_id,
        invoice=invoice,
        kind=LedgerEntry.Kind.PAYMENT,
        currency=invoice.currency,
        amount_minor=-amount_minor,
        payment_id=payment_id,
        at=at,
    )
    tallies = Tallies()
    on = at.astimezone(ZoneInfo(invoice.account.time_zone)).date()  # stays, should the account move to another zone
    tallies.add(invoice.account_id, Tally.Measure.PAID, invoice.currency, month(on), 1, amount_minor)
    _settle(invoice, amount_minor, tallies)
    tallies.write()
    return entry


def _settle(invoice: Document, amount_minor: int, tallies: Tallies) -> None:
    standing = Standing.objects.get(document=invoice)
    paid = standing.paid_minor + amount_minor
    amounts = Amounts(standing.gross_minor, standing.credited_minor, paid, standing.adjusted_minor)
    was, left = standing.outstanding_minor, amounts.outstanding
    Standing.objects.filter(pk=standing.pk).update(paid_minor=amounts.paid, outstanding_minor=left, is_open=left > 0)
    if standing.due_on is not None:
        gone = int(left > 0) - int(was > 0)
        tallies.add(invoice.account_id, Tally.Measure.DUE, invoice.currency, standing.due_on, gone, left - was)
