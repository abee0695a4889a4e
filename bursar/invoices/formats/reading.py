"""One document from bytes: parsed, judged and read, from XML or out of a PDF. Knows no database."""

import hashlib
from dataclasses import dataclass

from bursar.core.lines import is_seen
from bursar.invoices.formats import cii, pdf, ubl
from bursar.invoices.formats.findings import Finding
from bursar.invoices.formats.lengths import require_short
from bursar.invoices.formats.nodes import UnreadableError, parsed
from bursar.invoices.formats.profiles import Syntax, recognised
from bursar.invoices.formats.validating import check
from bursar.invoices.semantic import Bill


@dataclass(frozen=True)
class Received:
    """A document as it came: the bill it says, its XML to the byte, and the PDF that it came in, if any."""

    bill: Bill
    syntax: Syntax
    profile: str
    xml: bytes
    pdf: bytes | None
    warnings: tuple[Finding, ...]

    @property
    def sha256(self) -> str:
        """Of the XML: by it the same document is known again, whatever it came in."""
        return hashlib.sha256(self.xml).hexdigest()


class InvalidError(Exception):
    """A document that breaks rules which are a reason to refuse it; `findings` says which, where."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(", ".join(sorted({finding.rule for finding in findings})))
        self.findings = findings


def receive(content: bytes) -> Received:
    """Read one document: XML, or a PDF with XML in it. Raises UnreadableError and InvalidError."""
    is_pdf = pdf.is_pdf(content)
    xml = pdf.xml_inside(content) if is_pdf else content
    root = parsed(xml)
    profile = recognised(root)
    found = check(root, profile)
    fatal = [finding for finding in found if finding.is_fatal]
    if fatal:
        raise InvalidError(fatal)
    require_short(root)
    bill = cii.read(root) if profile.syntax is Syntax.CII else ubl.read(root)
    if not bill.number:
        raise UnreadableError("missing", "number")
    if not is_seen(bill.number):
        raise UnreadableError("unseen_number", "number")
    return Received(bill, profile.syntax, profile.name, xml, content if is_pdf else None, tuple(found))
