"""PDFs: typeset by typst from data alone; a document's own one is rendered once and then kept."""

import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from bursar.invoices.models import Document, DocumentFile, ImportRun
from bursar.invoices.sheet import date_text, sheet

FOLDER = Path(__file__).parent / "typst"
_BEYOND = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2e80-\ufb00\ufb05-\ufffc\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Rendered:
    """A PDF that is to be kept."""

    document_id: int
    content: bytes


def typeset(template: Path, data: dict[str, Any], *, at: datetime) -> bytes:
    """The PDF of a typst template, tagged and written as PDF/A-3b.

    Data reaches the template as JSON and is shown as plain text, so that nothing in it is markup. Only our own
    fonts are used, and `at` is the PDF's date: the same data gives the same bytes on every machine.

    PDF/A refuses characters that no font has. What people call themselves stops no invoice: those far from our
    alphabets become a replacement sign, and what still has others is written as plain PDF.
    """
    try:
        return _compiled(template, data, at)
    except typst.TypstError:
        legible = _legible(data)
    try:
        return _compiled(template, legible, at)
    except typst.TypstError:
        return _compiled(template, legible, at, for_keeps=False)


def _compiled(template: Path, data: dict[str, Any], at: datetime, *, for_keeps: bool = True) -> bytes:
    content = typst.compile(
        template,
        root=template.parent,
        font_paths=[FOLDER / "fonts"],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["a-3b"] if for_keeps else None,
        timestamp=int(at.timestamp()),
    )
    if not isinstance(content, bytes):
        raise TypeError("one PDF was expected")
    return content


def _legible(value: Any) -> Any:
    """The same data without characters that our fonts cannot have: controls, and what is beyond their alphabets."""
    if isinstance(value, dict):
        return {name: _legible(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_legible(part) for part in value]
    return _BEYOND.sub("\ufffd", value) if isinstance(value, str) else value


def content_of(document: Document) -> bytes:
    """The document's PDF: as it was received or kept; rendered on the spot while it is not kept yet."""
    stored = DocumentFile.objects.filter(document=document).first()
    return bytes(stored.content) if stored else render(document)


def render(document: Document) -> bytes:
    """Render a document in its account's language."""
    language = document.account.language
    with translation.override(language):
        data = {**asdict(sheet(document, language)), "words": _words(document, language), "language": language}
    issued = datetime.combine(document.issued_on, datetime.min.time(), UTC)
    return typeset(FOLDER / "document.typ", data, at=issued)


def without_file(run: ImportRun) -> QuerySet[Document]:
    """The published documents of an import that have no PDF yet, but for those that could not be rendered."""
    rows = Document.objects.filter(import_run=run, pk__gt=run.rendered_to, file__isnull=True, standing__isnull=False)
    return rows.select_related("account", "issuer", "refers_to").prefetch_related("lines").order_by("pk")


def _words(document: Document, language: str) -> dict[str, str]:
    due = date_text(document.due_on, language)
    return {
        "seller": _("From"),
        "buyer": _("To"),
        "description": _("Description"),
        "quantity": _("Quantity"),
        "unit_price": _("Unit price"),
        "vat_rate": _("VAT"),
        "line_net": _("Net amount"),
        "rate": _("VAT rate"),
        "taxable": _("Net amount"),
        "vat": _("VAT"),
        "net": _("Total without VAT"),
        "tax": _("Total VAT"),
        "gross": _("Total to pay") if document.kind == Document.Kind.INVOICE else _("Total credited"),
        "vat_number": _("VAT number"),
        "payment": _("Pay by transfer until %(date)s") % {"date": due} if due else "",
        "payment_hint": _("Or pay online in your billing portal."),
        "page": _("Page {n} of {all}"),
        "currency": _("All amounts in %(currency)s.") % {"currency": document.currency},
    }
