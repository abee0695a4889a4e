"""The PDF of a document: as it was received, or rendered once by us as Factur-X and then kept."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime

import typst
from django.db.models import QuerySet
from django.utils import translation

from bursar.billing.queries import invoice_language
from bursar.invoices.completing import complete, factur_x
from bursar.invoices.formats.xmp import declared
from bursar.invoices.logos import logo_of
from bursar.invoices.models import Document, DocumentFile, ImportRun
from bursar.invoices.queries.bill import bill_of
from bursar.invoices.semantic import Bill
from bursar.invoices.sheets import drawn, sheet, transfer_qr
from bursar.invoices.typesetting import FOLDER, typeset

TEMPLATE = FOLDER / "document.typ"
Findings = tuple[dict[str, str], ...]  # rule, place, text
_NO_PDF_A: Findings = ({"rule": "PDF/A", "place": "", "text": "Our fonts do not have some of its characters."},)
log = logging.getLogger("bursar.invoices")


@dataclass(frozen=True)
class Rendered:
    """A PDF that is to be kept, and which rules the XML would break where it has none inside."""

    document_id: int
    content: bytes
    without_xml: Findings = ()


def content_of(document: Document) -> bytes:
    """The document's PDF: as it was received or kept; rendered on the spot while it is not kept yet."""
    stored = DocumentFile.objects.filter(document=document).first()
    return bytes(stored.content) if stored else made(document).content


def made(document: Document) -> Rendered:
    """Render a document in the language chosen for invoices, and say why it has no XML if it has none."""
    account, bill, logo = document.account, bill_of(document), logo_of(document.issuer.key)
    language = invoice_language(account)
    try:
        content, findings = drawing(bill, language, account.number, logo)
    except typst.TypstError:
        if not logo:
            raise
        log.exception("the logo of %s cannot be drawn", document.issuer.key)
        content, findings = drawing(bill, language, account.number)
    return Rendered(document.pk, content, findings)


def drawing(bill: Bill, language: str, customer: str = "", logo: str = "") -> tuple[bytes, Findings]:
    """A bill as Factur-X: PDF/A-3 with the XML inside. One that the standard has no words for is a PDF/A-3 alone, and
    the rules that its XML would break are told; so is one with names that PDF/A cannot have."""
    with translation.override(language):
        bill = complete(bill)
        data = drawn(sheet(bill, language, customer), language, qr=transfer_qr(bill), logo=logo)
    at = datetime.combine(bill.issued_on, datetime.min.time(), UTC)
    xml, findings = factur_x(bill)
    if xml is None:
        return typeset(TEMPLATE, data, at=at), tuple(finding.data() for finding in findings)
    content = declared(typeset(TEMPLATE, data, at=at, xml=xml))
    return (content, ()) if content else (typeset(TEMPLATE, data, at=at), _NO_PDF_A)


def without_file(run: ImportRun) -> QuerySet[Document]:
    """The published documents of an import that have no PDF yet, but for those that could not be rendered."""
    rows = Document.objects.filter(import_run=run, pk__gt=run.rendered_to, file__isnull=True, standing__isnull=False)
    return rows.select_related("account", "issuer", "refers_to").prefetch_related("lines").order_by("pk")
