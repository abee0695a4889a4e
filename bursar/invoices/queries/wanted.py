"""What somebody wants of the lists of documents: which one, narrowed to what, in which order."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from bursar.invoices.status import Status

# Sorting by what people see.
SORTS = {
    "number": "number",
    "issued": "issued_on",
    "due": "due_on",
    "total": "gross_minor",
    "left": "outstanding_minor",
}
DEFAULT_SORT = {"open": "due", "paid": "-issued", "credits": "-issued"}
TABS = {"open": ("invoice", True), "paid": ("invoice", False), "credits": ("credit_note", False)}
STATUSES = {
    "open": (Status.DUE, Status.OVERDUE, Status.PARTLY_PAID),
    "paid": (Status.PAID, Status.CANCELLED),
    "credits": (),
}


@dataclass(frozen=True)
class Wanted:
    """A list: open invoices (`open`), the others (`paid`, the cancelled among them) or credit notes (`credits`),
    narrowed to words and a year of issue, in an order of SORTS (`-` for downwards), and to what else is asked.

    `least` and `most` are totals in the currency's major unit; `seller` is an issuer's id, `code` one of UNTDID 1001.
    """

    tab: str = "open"
    search: str = ""
    year: int | None = None
    sort: str = ""
    status: str = ""
    since: date | None = None  # of issue, this day among them
    until: date | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    currency: str = ""
    seller: int | None = None
    code: str = ""
    places: int | None = None  # decimal places, where those of all the account's currencies are the same

    @property
    def order(self) -> tuple[str, bool]:
        """The column, and whether downwards. Nothing is left of paid invoices: they are not sorted by that."""
        sort = self.sort if self.sort.lstrip("-") in SORTS else DEFAULT_SORT[self.tab]
        column = SORTS[sort.lstrip("-")]
        return "issued_on" if self.tab != "open" and column == "outstanding_minor" else column, sort.startswith("-")

    @property
    def is_narrowed(self) -> bool:
        """Whether it is less than its whole tab."""
        return self.of_tab(self.tab, places=None) != Wanted(self.tab)

    def of_tab(self, tab: str, **changes: Any) -> "Wanted":
        """The same of another tab, in its own order; a status that is none of the tab's is left out."""
        status = self.status if self.status in STATUSES[tab] else ""
        return replace(self, tab=tab, sort="", status=status, **changes)
