"""A JSON object of lists, read element by element: no more of the file is in memory than the element being read."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TextIO

_CHUNK = 1 << 20  # characters
_LONGEST = 1 << 24  # of one element: a document with a PDF of the largest size in base64 fits
_MOST_PARTS = 200_000  # of one element: a document of a thousand lines has fewer
_MOST_NAMES = 100  # of the top object
_SPACE = " \t\n\r"
_AFTER = tuple(f"{_SPACE},:]}}")  # what a value may be followed by


@dataclass(frozen=True)
class Element:
    """A value of the top object: its name, and its place in the list that it stands in (None where there is none)."""

    name: str
    index: int | None
    value: Any


class Elements:
    """Walks through the file once. Raises json.JSONDecodeError with a message only; `line` and `column` say where."""

    def __init__(self, stream: TextIO, **hooks: Any) -> None:
        self.stream = stream
        self.decoder = json.JSONDecoder(**hooks)
        self.text, self.at, self.is_over = "", 0, False
        self.lines, self.columns = 0, 0  # of what has left `text`

    def __iter__(self) -> Iterator[Element]:
        """The values of the top object; a list's own elements one by one. Something else than an object is one value
        without a name."""
        if self._next() != "{":
            yield Element("", None, self._value())
        else:
            yield from self._object()
        if self._next():
            raise self._error("Extra data")

    @property
    def place(self) -> tuple[int, int]:
        """Line and column of what is read next, from 1."""
        before = self.text[: self.at]
        lines = before.count("\n")
        column = len(before) - before.rfind("\n") - 1 if lines else self.columns + len(before)
        return self.lines + lines + 1, column + 1

    def _object(self) -> Iterator[Element]:
        names: set[str] = set()
        for _ in self._separated("{", "}"):
            if self._next() != '"':
                raise self._error("Expecting property name enclosed in double quotes")
            name = self._value()
            if name in names:
                raise TwiceError(name)
            names.add(name)
            if len(names) > _MOST_NAMES:
                raise self._error("Too many names")
            self._take(":", "Expecting ':' delimiter")
            if self._next() != "[":
                yield Element(name, None, self._value())
                continue
            yield Element(name, -1, [])  # the list is there, though it may be empty
            for index in self._separated("[", "]"):
                yield Element(name, index, self._value())

    def _separated(self, opening: str, closing: str) -> Iterator[int]:
        """Stop before each of what stands between two brackets, separated by commas."""
        self._take(opening, f"Expecting '{opening}'")
        if self._next() == closing:
            self.at += 1
            return
        index = 0
        while True:
            yield index
            index += 1
            if self._next() == closing:
                self.at += 1
                return
            self._take(",", "Expecting ',' delimiter")

    def _value(self) -> Any:
        """Decode what comes next; whatever does not end within the text read so far is tried again with more."""
        self._next()
        while True:
            try:
                value, end = self.decoder.raw_decode(self.text, self.at)
            except json.JSONDecodeError as error:
                if self.is_over or self._is_too_large():
                    self.at = error.pos
                    raise self._error(error.msg) from error
            else:
                rest = self.text[end : end + 4]  # of a number that is cut off: 1, 1., 1e, 1e-
                if self.is_over or len(rest) == 4 or rest[:1] in _AFTER:
                    self.at = end
                    return value
                if self._is_too_large():
                    raise self._error("Too long")
            self._more()

    def _is_too_large(self) -> bool:
        """Whether a value that does not end yet is no document; each of its parts takes tens of bytes of memory."""
        return len(self.text) - self.at > _LONGEST or self.text.count(",", self.at) > _MOST_PARTS

    def _take(self, wanted: str, message: str) -> None:
        if self._next() != wanted:
            raise self._error(message)
        self.at += 1

    def _next(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            while self.at < len(self.text) and self.text[self.at] in _SPACE:
                self.at += 1
            if self.at < len(self.text) or self.is_over:
                return self.text[self.at : self.at + 1]
            self._more()

    def _more(self) -> None:
        """Read on, twice as much each time, and let go of what was read before."""
        line, column = self.place
        self.lines, self.columns = line - 1, column - 1
        rest = self.text[self.at :]
        piece = self.stream.read(max(_CHUNK, len(rest)))
        self.text, self.at, self.is_over = rest + piece, 0, not piece

    def _error(self, message: str) -> json.JSONDecodeError:
        return json.JSONDecodeError(message, "", 0)


class TwiceError(ValueError):
    """The top object has a name twice."""
