"""One document, or several by their public ids."""

from collections.abc import Iterable

from bursar.core.errors import NotKnown
from bursar.grants.queries import Access
from bursar.invoices.models import Document, LedgerEntry
from bursar.invoices.queries.standing import Invoice, invoice_of, published, standing, today_of


def invoice(access: Access, uid: str) -> Invoice:
    """One invoice. Raises Forbidden without View invoices, NotKnown when the account has no such invoice."""
    row = published(access).filter(kind=Document.Kind.INVOICE, document__uid=uid).first()
    if row is None:
        raise NotKnown
    return invoice_of(row, today_of(access.account))


def invoices_by_uid(access: Access, uids: Iterable[str]) -> list[Invoice]:
    """Several invoices, soonest due first. Raises NotKnown when the account lacks one of them."""
    wanted = set(uids)
    rows = published(access).filter(kind=Document.Kind.INVOICE, document__uid__in=wanted)
    found = standing(access, rows.order_by("due_on", "pk"))
    if {i.document.uid for i in found} != wanted:
        raise NotKnown
    return found


def document(access: Access, uid: str) -> Document:
    """One invoice or credit note. Raises Forbidden without View invoices, NotKnown when the account has none such."""
    row = published(access).select_related("document__refers_to").filter(document__uid=uid).first()
    if row is None:
        raise NotKnown
    return row.document


def entries(document: Document) -> list[LedgerEntry]:
    """The entries of an invoice, oldest first, with the credit notes among their causes."""
    return list(LedgerEntry.objects.filter(invoice=document).select_related("document").order_by("at", "id"))
