"""The XML inside a Factur-X or ZUGFeRD PDF; nothing in the PDF is run, and nothing but that file is unpacked. Pure."""

import io
import re
import zlib
from collections.abc import Callable

import pikepdf

from bursar.invoices.formats.nodes import LARGEST_XML, UnreadableError

# The names that Factur-X, ZUGFeRD 1 and 2 and XRechnung give it, in the order in which they are looked for.
NAMES = ("factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml")
_MOST_FILES, _MOST_OBJECTS = 200, 200_000
_LARGEST_INDEX = 50_000_000  # bytes that all streams of objects and references may unfold into when a PDF is opened
_STREAM = re.compile(rb"stream\r?\n")
_ACTIONS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/GoToE"})


def is_pdf(content: bytes) -> bool:
    """Whether it begins as a PDF does."""
    return b"%PDF-" in content[:1024]


def xml_inside(content: bytes) -> bytes:
    """The XML. Raises UnreadableError: no_xml_in_pdf, two_xml_in_pdf, and as `opened`."""
    return _opened(content, _inside)


def require_quiet(content: bytes) -> None:
    """Nothing in the PDF runs on opening it. Raises UnreadableError: bad_pdf, encrypted_pdf, active_pdf, too_large."""
    _opened(content, lambda _document: b"")


def _opened(content: bytes, read: Callable[[pikepdf.Pdf], bytes]) -> bytes:
    if _index_size(content) > _LARGEST_INDEX:
        raise UnreadableError("too_large")
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if len(document.objects) > _MOST_OBJECTS:
                raise UnreadableError("too_large")
            if any(_is_active(each) for each in document.objects):
                raise UnreadableError("active_pdf")
            return read(document)
    except pikepdf.PasswordError:
        raise UnreadableError("encrypted_pdf") from None
    except (pikepdf.PdfError, zlib.error, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError("bad_pdf", detail=str(error)[:200]) from None


def _index_size(content: bytes) -> int:
    """How much the streams that are unfolded on opening come to, looked into no further than is allowed: a few packed
    bytes can be gigabytes. A head that hides its names (`#4f`) is taken for one of them."""
    total = 0
    for start in _STREAM.finditer(content):
        head = content[max(0, start.start() - 1000) : start.start()].rpartition(b"obj")[2]
        if b"/ObjStm" in head or b"/XRef" in head or b"#" in head:
            try:
                total += len(zlib.decompressobj().decompress(content[start.end() :], _LARGEST_INDEX + 1 - total))
            except zlib.error:
                continue
        if total > _LARGEST_INDEX:
            break
    return total


def _is_active(thing: pikepdf.Object) -> bool:
    """Whether an object of the PDF is, or holds, something that runs: a script, a program, a form that does."""
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return False
    if "/JS" in thing or "/XFA" in thing or str(thing.get("/S", "")) in _ACTIONS:
        return True
    return any(
        isinstance(part := thing.get(key), pikepdf.Dictionary) and _is_active(part)
        for key in ("/A", "/OpenAction", "/AcroForm")
    )


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
