"""What the entries of an invoice come to, and the status that follows from them and the date (rule 9). Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """How an invoice stands; nothing stores it."""

    DUE = "due"
    OVERDUE = "overdue"
    PARTLY_PAID = "partly_paid"
    PAID = "paid"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Amounts:
    """The sums of an invoice's entries, in minor units; each one is zero or more, but for adjustments: less than zero
    is what was paid before the invoice was issued or written off, and either may be rounding."""

    invoiced: int
    credited: int = 0
    paid: int = 0
    adjusted: int = 0
    kept: int = 0  # what was paid or credited too much: moved to the account's credit

    @property
    def outstanding(self) -> int:
        """What is left to pay."""
        return max(0, self.invoiced + self.adjusted + self.kept - self.credited - self.paid)


def status(amounts: Amounts, due_on: date, today: date) -> Status:
    """How an invoice with these amounts stands on `today`. It is overdue from the day after the due date, also when
    a part is paid; cancelled when credit notes take all of it."""
    if amounts.outstanding == 0:
        return Status.CANCELLED if 0 < amounts.invoiced <= amounts.credited else Status.PAID
    if today > due_on:
        return Status.OVERDUE
    return Status.PARTLY_PAID if amounts.paid else Status.DUE
