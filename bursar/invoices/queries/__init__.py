"""Reads on invoices and credit notes: lists, one document, what is outstanding. Everything asks for the right."""

from bursar.invoices.queries.bill import bill_of, has_source, source_of
from bursar.invoices.queries.booked import Movement, Period, balance_before, currencies_booked, movements
from bursar.invoices.queries.choices import Choices, choices
from bursar.invoices.queries.document import credit_notes_of, document, invoice, invoices_by_uid, numbered, stands
from bursar.invoices.queries.drawn import files_without_xml
from bursar.invoices.queries.lists import every_credit_note, every_invoice, newest, page
from bursar.invoices.queries.looks import looks_at
from bursar.invoices.queries.moved import movements_of
from bursar.invoices.queries.selected import each_of, selected
from bursar.invoices.queries.standing import (
    Invoice,
    Listed,
    amounts_of,
    credit_of,
    published,
    require_view,
    standing,
    standing_of,
    today_of,
)
from bursar.invoices.queries.statement import found_by
from bursar.invoices.queries.waiting import identifiers_of, waiting_document, waiting_documents
from bursar.invoices.queries.wanted import DEFAULT_SORT, SORTS, STATUSES, Wanted

__all__ = [
    "DEFAULT_SORT",
    "SORTS",
    "STATUSES",
    "Choices",
    "Invoice",
    "Listed",
    "Movement",
    "Period",
    "Wanted",
    "amounts_of",
    "balance_before",
    "bill_of",
    "choices",
    "credit_notes_of",
    "credit_of",
    "currencies_booked",
    "document",
    "each_of",
    "every_credit_note",
    "every_invoice",
    "files_without_xml",
    "found_by",
    "has_source",
    "identifiers_of",
    "invoice",
    "invoices_by_uid",
    "looks_at",
    "movements",
    "movements_of",
    "newest",
    "numbered",
    "page",
    "published",
    "require_view",
    "selected",
    "source_of",
    "standing",
    "standing_of",
    "stands",
    "today_of",
    "waiting_document",
    "waiting_documents",
]
