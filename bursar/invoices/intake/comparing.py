"""Two documents under one number, side by side: what the first says and what the second says."""

from dataclasses import dataclass

from bursar.core.money import to_decimal
from bursar.invoices.models import Document
from bursar.invoices.semantic import Bill


@dataclass(frozen=True)
class Difference:
    """A field, as the document that is there says it, and as the one that was refused says it."""

    field: str
    first: str
    second: str


def differences(there: Document, bill: Bill) -> list[Difference]:
    """The fields in which they differ; empty when only something that is not compared does, such as a note."""
    sign = -1 if bill.totals.gross < 0 else 1
    pairs = {
        "issued_on": (str(there.issued_on), str(bill.issued_on)),
        "due_on": (str(there.due_on or ""), str(bill.due_on or "")),
        "currency": (there.currency, bill.currency),
        "buyer": (str(there.buyer.get("name", "")), bill.buyer.name),
        "net": (str(to_decimal(there.net_minor, there.currency)), str(sign * bill.totals.net)),
        "gross": (str(to_decimal(there.gross_minor, there.currency)), str(sign * bill.totals.gross)),
    }
    return [Difference(name, first, second) for name, (first, second) in pairs.items() if not _same(first, second)]


def _same(first: str, second: str) -> bool:
    return first == second or _number(first) == _number(second) != ""


def _number(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text and text.replace(".", "").lstrip("-").isdigit() else text
