"""Reading a file as a stream of drafts; what can be known of them without the database is looked at on the way."""

import io
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, TextIO

from django.utils.translation import gettext as _

from bursar.invoices.formats.pdf import danger
from bursar.invoices.intake import csv_file, json_file
from bursar.invoices.intake.cells import Cells
from bursar.invoices.intake.drafting import draft_document, draft_issuer
from bursar.invoices.intake.drafts import Batch, Draft, DraftIssuer
from bursar.invoices.intake.inspecting import inspect
from bursar.invoices.intake.problems import Place, Problems
from bursar.invoices.intake.source import MOST_DOCUMENTS, MOST_ISSUERS, MOST_PDF_BYTES, Found, Record
from bursar.invoices.rule_words import fault_words


class Reading:
    """One pass through a CSV or JSON file. PDFs that it names lie in `folder`; without one none may be named.

    Problems are collected in `problems`, the issuers that the file describes in `issuers`, by key.
    """

    def __init__(self, stream: BinaryIO, file_name: str, folder: Path | None = None) -> None:
        self.stream, self.folder = stream, folder
        self.file_name = Path(file_name).name[:200]
        self.problems = Problems()
        self.sha256 = inspect(stream, self.problems)
        self.issuers: dict[str, DraftIssuer] = {}
        self.first: dict[bytes, Place] = {}  # where each number stands, by its hash
        self.count = 0

    @property
    def position(self) -> int:
        """How many bytes have been read."""
        return self.stream.tell()

    def documents(self) -> Iterator[Draft]:
        """The documents that nothing is wrong with, in the file's order."""
        if self.problems:
            return
        text = io.TextIOWrapper(self.stream, encoding="utf-8-sig", newline="")
        try:
            yield from self._documents(text)
        finally:
            text.detach()  # the stream is not ours to close

    def _documents(self, text: io.TextIOWrapper) -> Iterator[Draft]:
        for found in self._format()(text, self.problems):
            if isinstance(found, Cells):
                self._note_issuer(draft_issuer(found))
                if len(self.issuers) > MOST_ISSUERS:
                    words = _("A file describes at most %(most)s issuers.") % {"most": MOST_ISSUERS}
                    self.problems.add(Place(), "too_many_issuers", words)
                    return
                continue
            self.count += 1
            if self.count > MOST_DOCUMENTS:
                words = _("A file has at most %(most)s documents.") % {"most": MOST_DOCUMENTS}
                self.problems.add(Place(), "too_many_documents", words)
                return
            self._check_number(found)
            draft = draft_document(found, _pdf(found, self.folder, self.problems))
            if draft is not None:
                yield draft
        if not self.count and not self.problems:
            self.problems.add(Place(), "empty", _("The file holds no document."))

    def _format(self) -> Callable[[TextIO, Problems], Iterator[Found]]:
        begin = self.stream.read(1 << 16).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
        self.stream.seek(0)
        is_json = self.file_name.lower().endswith(".json") or begin in (b"{", b"[")
        return json_file.read if is_json else csv_file.read

    def _note_issuer(self, issuer: DraftIssuer) -> None:
        known = self.issuers.setdefault(issuer.key, issuer)
        if known.data() != issuer.data():
            words = _("The issuer “%(key)s” is described in another way before.") % {"key": issuer.key}
            self.problems.add(issuer.place, "issuer_differs", words)

    def _check_number(self, record: Record) -> None:
        """An issuer uses a number once."""
        cells = record.head.cells
        if "issuer" not in cells or "number" not in cells:
            return
        issuer, number = cells["issuer"].text.strip(), cells["number"].text.strip()
        key = blake2b(f"{issuer}\n{number}".encode("utf-8", "replace"), digest_size=16).digest()
        place = cells["number"].place
        if key in self.first:
            words = _("The number “%(number)s” is in this file already: %(place)s.")
            self.problems.add(place, "number_twice", words % {"number": number[:60], "place": self.first[key]})
        self.first.setdefault(key, place)


def read(content: bytes, file_name: str, folder: Path | None = None) -> Batch:
    """All of a small file at once."""
    reading = Reading(io.BytesIO(content), file_name, folder)
    documents = list(reading.documents())
    return Batch(reading.file_name, reading.sha256, list(reading.issuers.values()), documents, reading.problems)


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
    elif code := danger(content):
        problems.add(record.head.at("pdf"), code, fault_words(code, ""))
    return content


def _beside(record: Record, folder: Path | None) -> bytes | None:
    """A file beside the imported one or in a folder below it; no path leads out, symbolic links included."""
    name = record.head.text("pdf", 200)
    if not name:
        return None
    try:
        root = folder.resolve() if folder else None
        path = (root / name).resolve() if root else None
    except (OSError, RuntimeError):  # links that lead to one another
        root = path = None
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
