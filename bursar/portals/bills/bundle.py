"""What a selection of documents is downloaded as: each in the formats that were asked for, tables of all of them, and
which are missing, and why."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from bursar.grants.queries import Access
from bursar.invoices import queries
from bursar.invoices.completing import complete
from bursar.invoices.formats import writers
from bursar.invoices.formats.judging import broken
from bursar.invoices.looks import note_look
from bursar.invoices.pdf import content_of
from bursar.invoices.rule_words import rule_words
from bursar.invoices.semantic import Bill
from bursar.portals.bills import export
from bursar.portals.bills.archive import Entry
from bursar.portals.bills.names import Names
from bursar.portals.spreadsheet import MARK, as_csv, rows_as_csv

FORMATS = ("pdf", "xml", "ubl", "cii", "csv")
_WRITERS = {"ubl": writers.ubl, "cii": writers.cii}


class Bundle:
    """The files of a download, made one after another; who downloads them is noted for each document."""

    def __init__(self, access: Access, ids: Sequence[int], formats: Sequence[str], language: str, today: date) -> None:
        self.access, self.ids, self.formats, self.language, self.today = access, ids, formats, language, today
        self._names = Names()
        self._missing: list[str] = []

    def entries(self) -> Iterator[Entry]:
        """Them all."""
        with translation.override(self.language):
            for row in queries.each_of(self.access, self.ids):
                yield from self._of(row.document)
                note_look(self.access.actor, document=row.document, is_download=True)
            if "csv" in self.formats:
                yield from self._tables()
            if self._missing:
                yield Entry(self._names.take(_("missing"), "txt"), self.today, "\n".join(self._missing).encode())

    def _of(self, document: Any) -> Iterator[Entry]:
        day, number = document.issued_on, document.number
        if "pdf" in self.formats:
            yield Entry(self._names.take(number, "pdf"), day, content_of(document))
        if "xml" in self.formats:
            source = queries.source_of(document)
            if source is not None:
                yield Entry(self._names.take(number, "xml"), day, bytes(source.content))
            else:
                self._missing.append(_("%(number)s: it was not received as XML.") % {"number": number})
        if asked := [each for each in _WRITERS if each in self.formats]:
            bill = complete(queries.bill_of(document))
            yield from (Entry(*made) for each in asked if (made := self._written(bill, each)))

    def _written(self, bill: Bill, syntax: str) -> tuple[str, date, bytes] | None:
        content = _WRITERS[syntax](bill)
        if found := broken(content):
            why = " ".join(f"{finding.rule}: {rule_words(finding)}" for finding in found)
            said = {"number": bill.number, "syntax": syntax.upper(), "why": why}
            self._missing.append(_("%(number)s cannot be said in %(syntax)s: %(why)s") % said)
            return None
        return self._names.take(f"{bill.number}-{syntax}", "xml"), bill.issued_on, content

    def _tables(self) -> Iterator[Entry]:
        rows = list(queries.each_of(self.access, self.ids))
        invoices = queries.standing(self.access, (row for row in rows if row.kind == "invoice"))
        notes = [row.document for row in rows if row.kind == "credit_note"]
        if invoices:
            yield Entry(self._names.take(_("invoices"), "csv"), self.today, as_csv(export.invoices(invoices)))
        if notes:
            yield Entry(self._names.take(_("credit-notes"), "csv"), self.today, as_csv(export.credit_notes(notes)))
        yield Entry(self._names.take(_("lines"), "csv"), self.today, self._lines())

    def _lines(self) -> Iterator[bytes]:
        yield MARK + rows_as_csv([export.line_heads()])
        for row in queries.each_of(self.access, self.ids):
            yield rows_as_csv(export.lines(queries.bill_of(row.document)))
