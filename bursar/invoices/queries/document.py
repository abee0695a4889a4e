"""One document, or several by their public ids."""

from collections.abc import Iterable
from typing import Any

from bursar.core.errors import NotKnown
from bursar.grants.queries import Access
from bursar.invoices.models import Document
from bursar.invoices.queries.standing import Invoice, invoice_of, published, require_view, standing, today_of


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
    require_view(access)
    found = Document.objects.filter(uid=uid, standing__account=access.account).select_related("standing")[:1]
    for row in found:
        row.account = access.account
        return row
    raise NotKnown


def stands(document: Document) -> Invoice:
    """How an invoice read by `document` stands, without asking again."""
    return invoice_of(document.standing, today_of(document.account))


def credit_notes_of(document: Document) -> list[Any]:
    """The credit notes of an invoice, oldest first: `uid`, `number`, `gross_minor`, `currency` and `taken_in_at`."""
    if not document.standing.credited_minor:
        return []
    rows = Document.objects.filter(refers_to=document, standing__isnull=False).order_by("taken_in_at", "pk")
    return list(rows.values_list("uid", "number", "gross_minor", "currency", "taken_in_at", named=True))
