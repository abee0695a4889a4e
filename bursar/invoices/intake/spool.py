"""Drafts put aside while the rest of their file is looked at: on disk, invoices before credit notes."""

import pickle
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from types import TracebackType
from typing import IO

from bursar.invoices.intake.drafts import Draft

PIECE = 200  # documents that are staged in one transaction
PIECE_BYTES = 16 * 1024 * 1024  # of PDFs, or fewer documents


class Spool:
    """Two temporary files that nobody else can open, gone with the spool."""

    def __init__(self) -> None:
        self.stack = ExitStack()
        self.files: dict[str, IO[bytes]] = {
            kind: self.stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115  # the stack closes it
            for kind in ("invoice", "credit_note")
        }
        self.count = 0

    def __enter__(self) -> "Spool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stack.close()

    def add(self, drafts: list[Draft]) -> None:
        """Put drafts aside, without the places of their fields: nothing is wrong with them."""
        for draft in drafts:
            pickle.dump(replace(draft, places={}), self.files[draft.kind], pickle.HIGHEST_PROTOCOL)
        self.count += len(drafts)

    def __iter__(self) -> Iterator[Draft]:
        """All of them, invoices first: credit notes refer to them."""
        for file in self.files.values():
            file.seek(0)
            while True:
                try:
                    yield pickle.load(file)  # noqa: S301  # what we have just written ourselves
                except EOFError:
                    break


def pieces(drafts: Iterator[Draft]) -> Iterator[list[Draft]]:
    """Drafts in lists of a size that memory and a short transaction can hold."""
    piece: list[Draft] = []
    size = 0
    for draft in drafts:
        piece.append(draft)
        size += len(draft.pdf or b"")
        if len(piece) == PIECE or size >= PIECE_BYTES:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece
