"""Reading a file: its encoding and format, its PDFs, and everything that can be known of it without the database."""

import codecs
import hashlib
from pathlib import Path

from django.utils.translation import gettext as _

from bursar.invoices.intake import csv_file, json_file
from bursar.invoices.intake.drafting import draft_document, draft_issuer
from bursar.invoices.intake.drafts import Batch, DraftIssuer
from bursar.invoices.intake.problems import Place, Problems
from bursar.invoices.intake.source import MOST_BYTES, MOST_DOCUMENTS, MOST_PDF_BYTES, Record, Records


def read(content: bytes, file_name: str, folder: Path | None = None) -> Batch:
    """What a CSV or JSON file holds. PDFs that it names lie beside it, in `folder`; without one none may be named."""
    batch = Batch(Path(file_name).name[:200], hashlib.sha256(content).hexdigest())
    text = _decoded(content, batch.problems)
    if text is None:
        return batch
    records = _format(file_name, text)(text, batch.problems)
    if len(records.documents) > MOST_DOCUMENTS:
        words = _("A file has at most %(most)s documents.") % {"most": MOST_DOCUMENTS}
        batch.problems.add(Place(), "too_many_documents", words)
        return batch
    _draft(batch, records, folder)
    if not records.documents and not batch.problems:
        batch.problems.add(Place(), "empty", _("The file holds no document."))
    return batch


def _format(file_name: str, text: str):  # type: ignore[no-untyped-def]  # two functions of one shape
    is_json = file_name.lower().endswith(".json") or text.lstrip()[:1] in {"{", "["}
    return json_file.read if is_json else csv_file.read


def _decoded(content: bytes, problems: Problems) -> str | None:
    """The text, which is UTF-8 with or without a byte order mark."""
    if len(content) > MOST_BYTES:
        words = _("The file is larger than %(most)s megabytes.") % {"most": MOST_BYTES // 1024**2}
        problems.add(Place(), "file_too_large", words)
        return None
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        problems.add(Place(), "wrong_encoding", _("The file is UTF-16. Save it as UTF-8."))
        return None
    try:
        text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        words = _("The file is not UTF-8: there is the byte 0x%(byte)s. Save it as UTF-8.")
        problems.add(Place(line, column), "wrong_encoding", words % {"byte": f"{content[error.start]:02X}"})
        return None
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        problems.add(Place(line), "wrong_encoding", _("The file holds NUL characters. Save it as UTF-8."))
        return None
    return text


def _draft(batch: Batch, records: Records, folder: Path | None) -> None:
    seen: dict[str, DraftIssuer] = {}
    for cells in records.issuers:
        issuer = draft_issuer(cells)
        known = seen.setdefault(issuer.key, issuer)
        if known.data() != issuer.data():
            words = _("The issuer “%(key)s” is described in another way before.") % {"key": issuer.key}
            batch.problems.add(issuer.place, "issuer_differs", words)
    batch.issuers = list(seen.values())
    for record in records.documents:
        draft = draft_document(record, _pdf(record, folder, batch.problems))
        if draft is not None:
            batch.documents.append(draft)
    _check_numbers(records, batch.problems)


def _check_numbers(records: Records, problems: Problems) -> None:
    """An issuer uses a number once."""
    first: dict[tuple[str, str], Place] = {}
    for record in records.documents:
        cells = record.head.cells
        if "issuer" not in cells or "number" not in cells:
            continue
        key = cells["issuer"].text.strip(), cells["number"].text.strip()
        place = cells["number"].place
        if key in first:
            words = _("The number “%(number)s” is in this file already: %(place)s.")
            problems.add(place, "number_twice", words % {"number": key[1][:60], "place": first[key]})
        first.setdefault(key, place)


def _pdf(record: Record, folder: Path | None, problems: Problems) -> bytes | None:
    """The vendor's PDF, from the file itself or from beside it."""
    content = record.pdf
    if "pdf" in record.head.cells:
        if content is not None:
            record.head.wrong("pdf", "pdf_twice", _("Name a file or give its content, not both."))
        content = _beside(record, folder)
    if content is None:
        return None
    if len(content) > MOST_PDF_BYTES:
        words = _("The PDF is larger than %(most)s megabytes.") % {"most": MOST_PDF_BYTES // 1024**2}
        problems.add(record.head.at("pdf"), "pdf_too_large", words)
    elif not content.startswith(b"%PDF-"):
        problems.add(record.head.at("pdf"), "no_pdf", _("This is not a PDF."))
    return content


def _beside(record: Record, folder: Path | None) -> bytes | None:
    """A file beside the imported one or in a folder below it; no path leads out, symbolic links included."""
    name = record.head.text("pdf", 200)
    if not name:
        return None
    root = folder.resolve() if folder else None
    path = (root / name).resolve() if root else None
    if root is None or path is None or not path.is_relative_to(root):
        record.head.wrong("pdf", "pdf_outside", _("A PDF lies beside the file or in a folder below it."))
        return None
    try:
        if path.is_file() and path.stat().st_size <= MOST_PDF_BYTES + 1:
            return path.read_bytes()
    except OSError:
        pass
    record.head.wrong("pdf", "pdf_unreadable", _("There is no readable PDF “%(name)s” here.") % {"name": name})
    return None
