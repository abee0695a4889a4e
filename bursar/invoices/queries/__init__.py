"""Reads on invoices and credit notes: lists, one document, what is outstanding. Everything asks for the right."""

from bursar.invoices.queries.document import document, entries, invoice, invoices_by_uid
from bursar.invoices.queries.lists import (
    DEFAULT_SORT,
    SORTS,
    Tab,
    credit_notes,
    found_by,
    invoices,
    listed,
    newest,
    order,
)
from bursar.invoices.queries.standing import (
    Invoice,
    Listed,
    amounts_of,
    outstanding_of,
    published,
    standing,
    status_of,
    today_of,
)

__all__ = [
    "DEFAULT_SORT",
    "SORTS",
    "Invoice",
    "Listed",
    "Tab",
    "amounts_of",
    "credit_notes",
    "document",
    "entries",
    "found_by",
    "invoice",
    "invoices",
    "invoices_by_uid",
    "listed",
    "newest",
    "order",
    "outstanding_of",
    "published",
    "standing",
    "status_of",
    "today_of",
]
