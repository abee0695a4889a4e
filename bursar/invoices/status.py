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
    """The sums of an invoice's entries, in minor units; each one is zero or more, but for adjustments: what was paid
    before the invoice was issued takes from it, rounding does either."""

    invoiced: int
    credited: int = 0
    paid: int = 0
    adjusted: int = 0

    @property
    def owed(self) -> int:
        """What it asked for when it was issued (BT-115)."""
        return max(0, self.invoiced + self.adjusted)

    @property
    def outstanding(self) -> int:
        """What is left to pay."""
        return max(0, self.invoiced + self.adjusted - self.credited - self.paid)

    @property
    def credit(self) -> int:
        """What was paid too much: a payment under way when a credit note came."""
        return max(0, self.credited + self.paid - self.invoiced - self.adjusted)


def status(amounts: Amounts, due_on: date, today: date) -> Status:
    """How an invoice with these amounts stands on `today`. It is overdue from the day after the due date, also when
    a part is paid; cancelled when credit notes take all of it."""
    if amounts.invoiced > 0 and amounts.credited >= amounts.invoiced:
        return Status.CANCELLED
    if amounts.outstanding == 0:
        return Status.PAID
    if today > due_on:
        return Status.OVERDUE
    return Status.PARTLY_PAID if amounts.paid else Status.DUE
