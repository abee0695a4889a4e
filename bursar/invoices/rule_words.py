"""Rules and faults of documents in plain words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from bursar.invoices.formats.findings import SCHEMA, UNASKED, Finding
from bursar.invoices.wording import of_profile, words

_FAULTS = {
    "not_xml": _l("This is neither XML nor a PDF, or it is damaged."),
    "too_large": _l("The document is too large: XML of up to 20 MB and PDFs of up to 25 MB are read."),
    "has_dtd": _l("The XML declares its own document type or entities. Invoices have none; it is not read."),
    "too_deep": _l("The XML is nested deeper than any invoice."),
    "not_an_invoice": _l("This XML is neither a UBL 2.1 invoice or credit note nor a Cross Industry Invoice."),
    "zugferd_1": _l("This is ZUGFeRD 1, from before the European standard. Have it issued as ZUGFeRD 2 or Factur-X."),
    "bad_number": _l("This is no number that can be read."),
    "bad_date": _l("This is no date that can be read."),
    "unseen_number": _l("The number holds characters that cannot be seen: it would look like another one."),
    "too_long": _l("This text is longer than any invoice needs: names up to 2,000 characters, notes up to 50,000."),
    "missing": _l("Something that every invoice has is missing here."),
    "bad_pdf": _l("The PDF is damaged, or made in a way that is not read."),
    "active_pdf": _l("The PDF holds scripts, forms or programs that would run when it is opened. It is not taken in."),
    "hidden_pdf": _l("The PDF is damaged where scripts could be hidden. It is not taken in; have it made anew."),
    "encrypted_pdf": _l("The PDF is encrypted."),
    "no_xml_in_pdf": _l("The PDF has no invoice in XML inside: it is no Factur-X or ZUGFeRD invoice."),
    "two_xml_in_pdf": _l("The PDF has two files of this name inside, and it is not clear which one counts."),
}


def fault_words(code: str, detail: str) -> str:
    """Why a document could not be read."""
    words = str(_FAULTS[code])
    return f"{words} ({detail})" if detail else words


def rule_words(finding: Finding) -> str:
    """What is wrong by a rule, in the reader's language."""
    if finding.rule == SCHEMA:
        return _("The XML is not laid out as its schema wants: %(detail)s") % {"detail": finding.text}
    if finding.rule == UNASKED:
        return _("The rules cannot be asked about this document: %(detail)s") % {"detail": finding.text}
    return words(finding.rule) or of_profile(finding.text) or finding.text
