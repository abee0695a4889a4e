"""ZIP files written as they are sent: never more of one in memory than the file that is being put into it."""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

_PACKED = {"xml", "csv", "txt"}  # PDFs are packed already


@dataclass(frozen=True)
class Entry:
    """A file of an archive: its name, the day that it bears, and its bytes, at once or piece by piece."""

    name: str
    day: date
    content: bytes | Iterable[bytes]


class _Sink:
    """Keeps what was written until it is taken away; nobody can go back in it."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        """Keep a piece."""
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits."""

    def taken(self) -> bytes:
        """What was written since it was last asked."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def streamed(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The archive, piece by piece."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w") as archive:  # type: ignore[call-overload]  # it asks for no more than write and flush
        for entry in entries:
            info = zipfile.ZipInfo(
                entry.name, (max(1980, min(entry.day.year, 2107)), entry.day.month, entry.day.day, 0, 0, 0)
            )
            info.compress_type = (
                zipfile.ZIP_DEFLATED if entry.name.rpartition(".")[2] in _PACKED else zipfile.ZIP_STORED
            )
            info.external_attr = 0o644 << 16
            pieces = [entry.content] if isinstance(entry.content, bytes) else entry.content
            with archive.open(info, "w") as file:
                for piece in pieces:
                    file.write(piece)
                    yield sink.taken()
            yield sink.taken()
    yield sink.taken()
