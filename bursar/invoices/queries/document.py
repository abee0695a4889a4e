"""One document, or several by their public ids."""

from collections.abc import Iterable
from typing import Any, cast

from bursar.core.errors import NotKnown
from bursar.grants.queries import Access
from bursar.invoices.models import Document, Issuer
from bursar.invoices.queries.standing import Invoice, invoice_of, published, require_view, standing, today_of
from bursar.invoices.status import Amounts, status


def invoice(access: Access, uid: str) -> Invoice:
    """One invoice. Raises Forbidden without View invoices, NotKnown when the account has no such invoice."""
    row = published(access).filter(kind=Document.Kind.INVOICE, document__uid=uid).first()
    if row is None:
        raise NotKnown
    return invoice_of(row, today_of(access.account))


def numbered(access: Access, number: str) -> Invoice | None:
    """The newest invoice of the account with this number, if there is one. Raises Forbidden without View invoices."""
    row = published(access).filter(kind=Document.Kind.INVOICE, document__number=number).order_by("-pk").first()
    return invoice_of(row, today_of(access.account)) if row else None


def invoices_by_uid(access: Access, uids: Iterable[str]) -> list[Invoice]:
    """Several invoices, soonest due first. Raises NotKnown when the account lacks one of them."""
    wanted = set(uids)
    rows = published(access).filter(kind=Document.Kind.INVOICE, document__uid__in=wanted)
    found = standing(access, rows.order_by("due_on", "pk"))
    if {i.document.uid for i in found} != wanted:
        raise NotKnown
    return found


_DOCUMENT = """
SELECT d.*, s.credited_minor, s.paid_minor, s.adjusted_minor AS on_top_minor, s.kept_minor,
       i.name AS issuer_name, r.bill AS received_bill, r.profile AS received_profile, r.warnings AS received_warnings,
       EXISTS (SELECT 1 FROM invoices_ledgerentry e WHERE e.invoice_id = d.id AND (e.kind IN ('refund', 'credit')
               OR e.adjustment_id IS NOT NULL)) AS has_moved
FROM invoices_document d JOIN invoices_standing s ON s.document_id = d.id JOIN invoices_issuer i ON i.id = d.issuer_id
LEFT JOIN invoices_documentsource r ON r.document_id = d.id
WHERE d.uid = %s AND s.account_id = %s
"""


def document(access: Access, uid: str) -> Document:
    """One invoice or credit note. Raises Forbidden without View invoices, NotKnown when the account has none such.

    Written out: it is asked for with every page about a document.
    """
    require_view(access)
    found: Any  # with what the statement adds
    for found in Document.objects.raw(_DOCUMENT, [uid, access.account.pk]):
        found.account, found.issuer = access.account, Issuer(pk=found.issuer_id, name=found.issuer_name)
        return cast(Document, found)
    raise NotKnown


def stands(document: Document) -> Invoice:
    """How an invoice read by `document` stands, without asking again."""
    sums: Any = document
    amounts = Amounts(document.gross_minor, sums.credited_minor, sums.paid_minor, sums.on_top_minor, sums.kept_minor)
    today = today_of(document.account)
    return Invoice(document, amounts, status(amounts, document.due_on or document.issued_on, today), today)


def credit_notes_of(document: Document) -> list[Any]:
    """The credit notes of an invoice read by `document`, oldest first, as rows of `uid`, `number`, `gross_minor`,
    `currency` and `taken_in_at`."""
    sums: Any = document
    if not sums.credited_minor:
        return []
    rows = Document.objects.filter(refers_to=document, standing__isnull=False).order_by("taken_in_at", "pk")
    return list(rows.values_list("uid", "number", "gross_minor", "currency", "taken_in_at", named=True))
