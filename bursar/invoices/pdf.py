"""The PDF of a document: as it was received, or rendered once by us as Factur-X and then kept."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import QuerySet
from django.utils import translation

from bursar.invoices.completing import complete, factur_x
from bursar.invoices.formats.xmp import declared
from bursar.invoices.models import Document, DocumentFile, ImportRun
from bursar.invoices.queries.bill import bill_of
from bursar.invoices.semantic import Bill
from bursar.invoices.sheets import drawn, sheet
from bursar.invoices.typesetting import FOLDER, typeset


@dataclass(frozen=True)
class Rendered:
    """A PDF that is to be kept, and which rules the XML would break where it has none inside."""

    document_id: int
    content: bytes
    without_xml: tuple[dict[str, str], ...] = ()


def content_of(document: Document) -> bytes:
    """The document's PDF: as it was received or kept; rendered on the spot while it is not kept yet."""
    stored = DocumentFile.objects.filter(document=document).first()
    return bytes(stored.content) if stored else made(document).content


def made(document: Document) -> Rendered:
    """Render a document in its account's language, and say why it has no XML if it has none."""
    account = document.account
    content, findings = drawing(bill_of(document), account.language, account.number)
    return Rendered(document.pk, content, findings)


def drawing(bill: Bill, language: str, customer: str = "") -> tuple[bytes, tuple[dict[str, str], ...]]:
    """A bill as Factur-X: PDF/A-3 with the XML inside. One that the standard has no words for is a PDF/A-3 alone, and
    the rules that its XML would break are told."""
    with translation.override(language):
        bill = complete(bill)
        data = drawn(sheet(bill, language, customer), language)
    xml, findings = factur_x(bill)
    at = datetime.combine(bill.issued_on, datetime.min.time(), UTC)
    content = typeset(FOLDER / "document.typ", data, at=at, xml=xml)
    return declared(content) if xml else content, tuple(finding.data() for finding in findings)


def without_file(run: ImportRun) -> QuerySet[Document]:
    """The published documents of an import that have no PDF yet, but for those that could not be rendered."""
    rows = Document.objects.filter(import_run=run, pk__gt=run.rendered_to, file__isnull=True, standing__isnull=False)
    return rows.select_related("account", "issuer", "refers_to").prefetch_related("lines").order_by("pk")
