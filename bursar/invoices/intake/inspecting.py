"""The first look at a file: its size, its hash, and whether it is text in UTF-8; in pieces, whatever its size."""

import codecs
import hashlib
from typing import BinaryIO

from django.utils.translation import gettext as _

from bursar.invoices.intake.problems import Place, Problems
from bursar.invoices.intake.source import MOST_BYTES

_PIECE = 1 << 20
_PACKED = {
    b"PK\x03\x04": "zip, xlsx, ods",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"7z\xbc\xaf": "7z",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"\xd0\xcf\x11\xe0": "xls",
}


def inspect(stream: BinaryIO, problems: Problems) -> str:
    """The SHA-256 of the file, which is left at its beginning; what makes it unreadable becomes a problem."""
    size = stream.seek(0, 2)
    stream.seek(0)
    if size > MOST_BYTES:
        words = _("The file is larger than %(most)s megabytes.") % {"most": MOST_BYTES // 1024**2}
        problems.add(Place(), "file_too_large", words)
        return ""
    digest = hashlib.sha256()
    look = _Look(problems)
    while not problems and (piece := stream.read(_PIECE)):
        digest.update(piece)
        look.at(piece)
    look.at(b"", is_last=True)
    stream.seek(0)
    return digest.hexdigest()


class _Look:
    """Follows the bytes of a file as text, line by line."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        self.lines, self.last_line, self.is_first = 0, b"", True

    def begin(self, piece: bytes) -> None:
        """Name what people mistake for text: packed files, spreadsheets among them, and UTF-16."""
        self.is_first = False
        if piece.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            self.problems.add(Place(), "wrong_encoding", _("The file is UTF-16. Save it as UTF-8."))
        for beginning, kind in _PACKED.items():
            if piece.startswith(beginning):
                words = _("The file is packed (%(kind)s). Give the CSV or JSON file itself.") % {"kind": kind}
                self.problems.add(Place(), "packed", words)

    def at(self, piece: bytes, *, is_last: bool = False) -> None:
        """Decode a piece; the rest of a character waits for the next one."""
        if self.problems:
            return
        if self.is_first:
            self.begin(piece)
        if self.problems:
            return
        waiting = self.decoder.getstate()[0]
        try:
            text = self.decoder.decode(piece, is_last)
        except UnicodeDecodeError as error:
            before = self.last_line + (waiting + piece)[: error.start]
            words = _("The file is not UTF-8: there is the byte 0x%(byte)s. Save it as UTF-8.")
            byte = {"byte": f"{error.object[error.start]:02X}"}
            place = Place(self.lines + before.count(b"\n") + 1, len(before) - before.rfind(b"\n"))
            self.problems.add(place, "wrong_encoding", words % byte)
            return
        if "\x00" in text:
            line = self.lines + text.count("\n", 0, text.index("\x00")) + 1
            self.problems.add(Place(line), "wrong_encoding", _("The file holds NUL characters. Save it as UTF-8."))
        read = self.last_line + waiting + piece
        read = read[: len(read) - len(self.decoder.getstate()[0])]
        self.lines += read.count(b"\n")
        self.last_line = read[read.rfind(b"\n") + 1 :][-_PIECE:]
