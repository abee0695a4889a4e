"""The tables of bills."""

from bursar.invoices.models.document import Document, DocumentFile, DocumentLine, DocumentView, ImportRun, Issuer
from bursar.invoices.models.kept import Standing, Tally, Word
from bursar.invoices.models.ledger import Adjustment, LedgerEntry
from bursar.invoices.models.received import AccountIdentifier, DocumentSource, WaitingDocument

__all__ = [
    "AccountIdentifier",
    "Adjustment",
    "Document",
    "DocumentFile",
    "DocumentLine",
    "DocumentSource",
    "DocumentView",
    "ImportRun",
    "Issuer",
    "LedgerEntry",
    "Standing",
    "Tally",
    "WaitingDocument",
    "Word",
]
