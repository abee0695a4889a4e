"""The XML inside a Factur-X or ZUGFeRD PDF; nothing in the PDF is run, and nothing but that file is unpacked. Pure."""

import io
import zlib

import pikepdf

from bursar.invoices.formats.nodes import LARGEST_XML, UnreadableError

# The names that Factur-X, ZUGFeRD 1 and 2 and XRechnung give it, in the order in which they are looked for.
NAMES = ("factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml")
_MOST_FILES = 200


def is_pdf(content: bytes) -> bool:
    """Whether it begins as a PDF does."""
    return b"%PDF-" in content[:1024]


def xml_inside(content: bytes) -> bytes:
    """The XML. Raises UnreadableError: bad_pdf, encrypted_pdf, no_xml_in_pdf, two_xml_in_pdf, too_large."""
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            return _inside(document)
    except pikepdf.PasswordError:
        raise UnreadableError("encrypted_pdf") from None
    except (pikepdf.PdfError, zlib.error, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError("bad_pdf", detail=str(error)[:200]) from None


def _inside(document: pikepdf.Pdf) -> bytes:
    found: dict[str, list[pikepdf.AttachedFileSpec]] = {}
    for number, (key, spec) in enumerate(document.attachments.items()):
        if number >= _MOST_FILES:
            raise UnreadableError("bad_pdf", detail="too many files")
        name = (spec.filename or key).casefold()
        found.setdefault(name, []).append(spec)
    for name in NAMES:
        if len(found.get(name, ())) > 1:
            raise UnreadableError("two_xml_in_pdf", name)
        if name in found:
            return _unpacked(found[name][0])
    raise UnreadableError("no_xml_in_pdf")


def _unpacked(spec: pikepdf.AttachedFileSpec) -> bytes:
    """The file's bytes, never more than the most that we read: a few packed bytes can unfold into gigabytes."""
    stream = spec.get_file().obj
    filters = stream.get("/Filter")
    names = [str(each) for each in filters] if isinstance(filters, pikepdf.Array) else [str(filters)] if filters else []
    raw = stream.read_raw_bytes()
    if not names:
        unpacked = raw
    elif names == ["/FlateDecode"] and "/DecodeParms" not in stream:
        packer = zlib.decompressobj()
        unpacked = packer.decompress(raw, LARGEST_XML + 1)
    else:
        raise UnreadableError("bad_pdf", detail=f"filter {' '.join(names)}")
    if len(unpacked) > LARGEST_XML:
        raise UnreadableError("too_large")
    return unpacked
