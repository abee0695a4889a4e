"""The tables of bills."""

from bursar.invoices.models.document import Document, DocumentFile, DocumentLine, DocumentView, ImportRun, Issuer
from bursar.invoices.models.ledger import LedgerEntry, Standing, Tally, Word

__all__ = [
    "Document",
    "DocumentFile",
    "DocumentLine",
    "DocumentView",
    "ImportRun",
    "Issuer",
    "LedgerEntry",
    "Standing",
    "Tally",
    "Word",
]
