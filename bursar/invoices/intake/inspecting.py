"""The first look at a file: its size, its hash, and whether it is text in UTF-8; in pieces, whatever its size."""

import codecs
import hashlib
from typing import BinaryIO

from django.utils.translation import gettext as _

from bursar.invoices.intake.problems import Place, Problems
from bursar.invoices.intake.source import MOST_BYTES

_PIECE = 1 << 20


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
    while piece := stream.read(_PIECE):
        digest.update(piece)
        if not problems:
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

    def at(self, piece: bytes, *, is_last: bool = False) -> None:
        """Decode a piece; the rest of a character waits for the next one."""
        if self.problems:
            return
        if self.is_first and piece.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            self.problems.add(Place(), "wrong_encoding", _("The file is UTF-16. Save it as UTF-8."))
            return
        self.is_first = False
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
