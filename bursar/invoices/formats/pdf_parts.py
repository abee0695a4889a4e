"""What is done with a PDF in the process apart: looked through for what would run, and for the XML. See `apart`."""

import io
import json
import re
import resource
import sys
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

import pikepdf

from bursar.invoices.formats.apart import HEAD
from bursar.invoices.formats.nodes import LARGEST_XML, UnreadableError

# The names that Factur-X, ZUGFeRD 1 and 2 and XRechnung give it, in the order in which they are looked for.
NAMES = ("factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml")
MEMORY = 400 * 1024**2  # bytes beyond what the empty process has
_MOST_FILES, _MOST_OBJECTS = 200, 200_000
_UNFOLDED = 50_000_000  # bytes that each stream of objects or references may come to
_MOST_THINGS = 1_000_000  # in one array or dictionary
# Scripts, programs, forms that are programs: as keys, as actions, as what is shown. In qpdf's own spelling.
_ACTIVE = re.compile(
    rb"/(?:JS|XFA|OnInstantiate)(?=[ /\[<(])"
    rb"|/S /(?:JavaScript|Launch|ImportData|SubmitForm|Rendition|GoToE)(?=[ />\]])"
    rb"|/Subtype /RichMedia(?=[ />\]])"
    rb"|^/(?:JavaScript|Launch|ImportData|SubmitForm|Rendition|GoToE|RichMedia)$"
)
_CALLED = re.compile(r"^stream <[^>]*>:? ?")
_LEFT_OUT = ("error decoding", "unfilterable", "parse error", "unexpected EOF")
_STRING = re.compile(rb"\((?:[^\\()]|\\.)*\)", re.DOTALL)
_PROGRAMS = re.compile(r"\.(?:bat|cmd|com|cpl|exe|hta|jar|js|jse|lnk|msi|pif|ps1|scr|vbe|vbs|wsf)$")


def main() -> None:
    """Answer until nobody asks any more."""
    _limit()
    asked = sys.stdin.buffer
    while head := asked.read(HEAD.size):
        what, length = HEAD.unpack(head)
        kind, said = _answer(_inside if what == b"x" else _nothing, asked.read(length))
        sys.stdout.buffer.write(HEAD.pack(kind, len(said)) + said)
        sys.stdout.buffer.flush()


def _limit() -> None:
    """Neither files nor much memory; what qpdf itself can limit says so sooner."""
    statm = Path("/proc/self/statm")  # the first number: pages that it has
    pages = int(statm.read_text().split()[0]) if statm.exists() else 2**18
    most = pages * resource.getpagesize() + MEMORY
    for what, limit in ((resource.RLIMIT_AS, most), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(what, (limit, limit))
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=_UNFOLDED, png_max_memory=_UNFOLDED, run_length_max_memory=_UNFOLDED,
        tiff_max_memory=_UNFOLDED, parser_max_container_size=_MOST_THINGS, doc_max_warnings=1000,
    )  # fmt: skip


def _answer(read: Callable[[pikepdf.Pdf], bytes], content: bytes) -> tuple[bytes, bytes]:
    try:
        return b"x", opened(content, read)
    except UnreadableError as error:
        return b"e", json.dumps([error.code, error.place, error.detail]).encode()
    except MemoryError:
        return b"e", b'["too_large"]'


def opened(content: bytes, read: Callable[[pikepdf.Pdf], bytes]) -> bytes:
    """What `read` finds in a PDF without anything that runs. Raises UnreadableError."""
    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as document:
            if len(document.objects) > _MOST_OBJECTS:
                raise UnreadableError("too_large")
            if any(_is_active(each) for each in document.objects):
                raise UnreadableError("active_pdf")
            _require_whole(document.get_warnings())
            return read(document)
    except pikepdf.PasswordError:
        raise UnreadableError("encrypted_pdf") from None
    except (pikepdf.PdfError, zlib.error, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError("bad_pdf", detail=_CALLED.sub("", str(error))[:200]) from None


def _require_whole(warnings: Iterable[object]) -> None:
    """No object, or stream of them, was left out: other programs may read more than qpdf, and run what it says."""
    told = [str(each) for each in warnings]
    if any("memory limit" in each or "bad_alloc" in each for each in told):
        raise UnreadableError("too_large")
    if any(sign in each for each in told for sign in _LEFT_OUT):
        raise UnreadableError("hidden_pdf")


def _is_active(thing: pikepdf.Object) -> bool:
    """Whether an object, or what stands directly within it, is something that runs."""
    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Array | pikepdf.Name):
        return False
    return _ACTIVE.search(_STRING.sub(b"()", thing.unparse(resolved=True))) is not None


def _nothing(_document: pikepdf.Pdf) -> bytes:
    return b""


def _inside(document: pikepdf.Pdf) -> bytes:
    found: dict[str, list[pikepdf.AttachedFileSpec]] = {}
    for number, (key, spec) in enumerate(document.attachments.items()):
        if number >= _MOST_FILES:
            raise UnreadableError("bad_pdf", detail="too many files")
        name = (spec.filename or key).casefold()
        if _PROGRAMS.search(name):
            raise UnreadableError("active_pdf")
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
