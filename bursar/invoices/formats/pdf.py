"""The XML inside a Factur-X or ZUGFeRD PDF, found in a process apart: nothing in the PDF is run."""

import re

from bursar.invoices.formats import apart
from bursar.invoices.formats.nodes import UnreadableError

# In a PDF that cannot be read: a script or program, or where one could hide.
_SUSPECT = re.compile(rb"/(?:JS|XFA|JavaScript|Launch|ObjStm|Encrypt|[A-Za-z]*#)")


def is_pdf(content: bytes) -> bool:
    """Whether it begins as a PDF does."""
    return b"%PDF-" in content[:1024]


def xml_inside(content: bytes) -> bytes:
    """The XML. Raises UnreadableError: no_xml_in_pdf, two_xml_in_pdf, and as `require_quiet`."""
    return apart.asked(b"x", content)


def require_quiet(content: bytes) -> None:
    """Nothing in the PDF runs on opening it. Raises UnreadableError: bad_pdf, encrypted_pdf, active_pdf, too_large; and
    hidden_pdf for a damaged one in which something might that only other programs find."""
    try:
        apart.asked(b"q", content)
    except UnreadableError as error:
        is_hidden = error.code == "bad_pdf" and _SUSPECT.search(content) is not None
        raise UnreadableError("hidden_pdf") if is_hidden else error from None


def danger(content: bytes) -> str:
    """Why a PDF is not passed on, if it is a danger; one that is only damaged is the vendor's to show."""
    try:
        require_quiet(content)
    except UnreadableError as error:
        return error.code if error.code in ("active_pdf", "hidden_pdf", "too_large") else ""
    return ""
