"""Writing entries of the ledger: each with its one cause, and with it what is kept beside the ledger."""

from collections import defaultdict
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bursar.accounts.models import Account
from bursar.invoices.models import Document, LedgerEntry, Standing, Tally
from bursar.invoices.status import Amounts
from bursar.invoices.steps.tallying import NO_DAY, Tallies, month

Kind = LedgerEntry.Kind
_ADDED = {Kind.PAYMENT: "paid_minor", Kind.REFUND: "paid_minor", Kind.ADJUSTMENT: "adjusted_minor"}


class Posting:
    """Entries of one account, currency, instant and cause (`payment_id`, `refund_id` or `adjustment_id`); the caller
    holds the account's lock. Nothing is written before `write`."""

    def __init__(self, account: Account, currency: str, at: datetime, **cause: int) -> None:
        self.account, self.currency, self.at, self.cause = account, currency, at, cause
        # Stays, should the account move to another zone.
        self.on: date = at.astimezone(ZoneInfo(account.time_zone)).date()
        self.entries: list[LedgerEntry] = []

    def enter(self, kind: Kind, amount_minor: int, invoice: Document | None = None) -> None:
        """A signed amount on an invoice, or on the account's credit; nothing for an amount of zero."""
        if invoice is not None and (invoice.kind, invoice.currency) != (Document.Kind.INVOICE, self.currency):
            raise ValueError("money settles an invoice in its own currency")
        if amount_minor:
            entry = LedgerEntry(
                account=self.account, invoice=invoice, kind=kind, currency=self.currency, amount_minor=amount_minor,
                booked_on=self.on, at=self.at, **self.cause,
            )  # fmt: skip
            self.entries.append(entry)

    def write(self) -> list[LedgerEntry]:
        """The entries, the standings of their invoices, the sums of the account."""
        made = LedgerEntry.objects.bulk_create(self.entries)
        tallies, changes = Tallies(), defaultdict(lambda: defaultdict(int))  # type: ignore[var-annotated]
        for entry in made:
            self._tally(entry, tallies)
            if entry.invoice_id is not None:
                column, sign = _column(entry)
                changes[entry.invoice_id][column] += sign * entry.amount_minor
        for standing in Standing.objects.filter(pk__in=list(changes)):
            self._change(standing, changes[standing.pk], tallies)
        tallies.write()
        return made

    def _tally(self, entry: LedgerEntry, tallies: Tallies) -> None:
        account, minor = self.account.pk, entry.amount_minor
        tallies.add(account, Tally.Measure.BOOKED, self.currency, month(self.on), 1, minor)
        if entry.invoice_id is None:
            tallies.add(account, Tally.Measure.CREDIT, self.currency, NO_DAY, 0, -minor)
        if entry.kind in (Kind.PAYMENT, Kind.REFUND):
            tallies.add(account, Tally.Measure.PAID, self.currency, month(self.on), 1, -minor)

    def _change(self, standing: Standing, added: dict[str, int], tallies: Tallies) -> None:
        for column, minor in added.items():
            setattr(standing, column, getattr(standing, column) + minor)
        was, left = standing.outstanding_minor, amounts_in(standing).outstanding
        standing.outstanding_minor, standing.is_open = left, left > 0
        standing.save(update_fields=[*added, "outstanding_minor", "is_open"])
        if standing.due_on is not None:
            gone = int(left > 0) - int(was > 0)
            tallies.add(self.account.pk, Tally.Measure.DUE, self.currency, standing.due_on, gone, left - was)


def amounts_in(standing: Standing) -> Amounts:
    """What the entries of an invoice come to."""
    return Amounts(
        standing.gross_minor, standing.credited_minor, standing.paid_minor, standing.adjusted_minor, standing.kept_minor
    )


def _column(entry: LedgerEntry) -> tuple[str, int]:
    """What of a standing an entry changes, and whether upwards. Credit that was used pays; credit that goes from the
    invoice to the account is kept."""
    if entry.kind == Kind.CREDIT:
        return ("kept_minor", 1) if entry.amount_minor > 0 else ("paid_minor", -1)
    column = _ADDED[Kind(entry.kind)]
    return column, 1 if column == "adjusted_minor" else -1
