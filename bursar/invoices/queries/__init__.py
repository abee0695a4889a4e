"""Reads on invoices and credit notes: lists, one document, what is outstanding. Everything asks for the right."""

from bursar.invoices.queries.document import document, entries, invoice, invoices_by_uid
from bursar.invoices.queries.lists import (
    DEFAULT_SORT,
    SORTS,
    Tab,
    credit_notes,
    found_by,
    invoices,
    newest,
    order,
    years,
)
from bursar.invoices.queries.standing import Invoice, amounts_of, published, standing, today_of

__all__ = [
    "DEFAULT_SORT",
    "SORTS",
    "Invoice",
    "Tab",
    "amounts_of",
    "credit_notes",
    "document",
    "entries",
    "found_by",
    "invoice",
    "invoices",
    "invoices_by_uid",
    "newest",
    "order",
    "published",
    "standing",
    "today_of",
    "years",
]
