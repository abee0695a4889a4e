"""Reading CSV: one row for each line of a document, the rows of a document one after another."""

import csv
from collections.abc import Iterator
from itertools import chain
from typing import TextIO

from django.utils.translation import gettext as _

from bursar.invoices.intake.cells import Cell, Cells
from bursar.invoices.intake.problems import Place, Problems
from bursar.invoices.intake.source import (
    HEAD,
    ISSUER,
    LINE,
    MOST_COLUMNS,
    MOST_LINES,
    MOST_ROW_CHARACTERS,
    Found,
    Record,
)

_ISSUER_COLUMNS = tuple(f"issuer_{name}" for name in ISSUER)
COLUMNS = (*HEAD[:1], *_ISSUER_COLUMNS, *HEAD[1:], *LINE)
REQUIRED = ("issuer", "account", "kind", "number", "issued_on", "currency", *LINE)


def read(stream: TextIO, problems: Problems) -> Iterator[Found]:
    """The records of a CSV file; comma or semicolon, whichever the header row has more of."""
    record: Record | None = None
    for cells in _rows(stream, problems):
        if record is not None and _key(record.head) == _key(cells):
            _compare(record.head, cells)
        else:
            if record is not None:
                yield record
            record = Record(_part(cells, HEAD))
        if any(name in cells.cells for name in _ISSUER_COLUMNS):
            yield _issuer(cells)
        _add_line(record, cells)
    if record is not None:
        yield record


def _rows(stream: TextIO, problems: Problems) -> Iterator[Cells]:
    """Each row as cells by column name; empty cells and empty rows are left out."""
    lines = _Lines(stream)
    names: list[str] | None = None
    start = 1
    try:
        header_row = next(lines, "")
        delimiter = ";" if header_row.count(";") > header_row.count(",") else ","
        reader = csv.reader(chain([header_row], lines), delimiter=delimiter, strict=True)
        for row in reader:
            line, start, lines.held = start, lines.count + 1, 0
            if names is None:
                names = _header(row, problems)
                if names is None:
                    return
            elif any(cell.strip() for cell in row):
                yield _cells(row, names, line, problems)
    except csv.Error as error:
        words = _("This is not CSV: %(error)s.") % {"error": error}
        problems.add(Place(line=max(lines.count, 1)), "bad_csv", words)


class _Lines:
    """The lines of the file, counted; one that no row of ours could have ends the reading."""

    def __init__(self, stream: TextIO) -> None:
        self.stream, self.count = stream, 0
        self.held = 0  # characters of the row that is being read: quoted cells take it over many lines

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.stream.readline(MOST_ROW_CHARACTERS)
        if not line:
            raise StopIteration
        self.count += 1
        self.held += len(line)
        if self.held >= MOST_ROW_CHARACTERS:
            raise csv.Error(_("the row is too long"))
        return line


def _header(row: list[str], problems: Problems) -> list[str] | None:
    """The column names; None when rows cannot be read by them."""
    if len(row) > MOST_COLUMNS:
        problems.add(Place(1), "too_many_columns", _("There are %(count)s columns.") % {"count": len(row)})
        return None
    names = [name.strip().lower() for name in row]
    before = problems.count
    for column, name in enumerate(names, start=1):
        place = Place(1, column, name)
        if name not in COLUMNS:
            problems.add(place, "unknown_column", _("There is no column “%(name)s”.") % {"name": name[:60]})
        elif name in names[: column - 1]:
            problems.add(place, "column_twice", _("The column “%(name)s” is there twice.") % {"name": name})
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        words = _("These columns are missing: %(names)s.") % {"names": ", ".join(missing)}
        problems.add(Place(line=1), "missing_columns", words)
    return names if problems.count == before else None


def _cells(row: list[str], names: list[str], line: int, problems: Problems) -> Cells:
    if len(row) != len(names):
        words = _("This row has %(count)s cells where the header has %(expected)s.")
        problems.add(Place(line=line), "cell_count", words % {"count": len(row), "expected": len(names)})
    found = {
        name: Cell(_line_feeds(name, text), Place(line, column, name))
        for column, (name, text) in enumerate(zip(names, row, strict=False), start=1)
        if text.strip()
    }
    return Cells(found, Place(line=line), problems)


def _line_feeds(name: str, text: str) -> str:
    """Addresses may separate their lines by `|` too."""
    return "\n".join(part.strip() for part in text.split("|")) if name.endswith("_address") else text


def _add_line(record: Record, cells: Cells) -> None:
    if len(record.lines) == MOST_LINES:
        words = _("A document has at most %(most)s lines.") % {"most": MOST_LINES}
        cells.problems.add(cells.place, "too_many_lines", words)
    if len(record.lines) <= MOST_LINES:
        record.lines.append(_part(cells, LINE))


def _key(cells: Cells) -> tuple[str, str]:
    found = [cells.cells[name].text.strip() if name in cells.cells else "" for name in ("issuer", "number")]
    return found[0], found[1]


def _compare(head: Cells, cells: Cells) -> None:
    """Further rows of a document repeat what the first one says, or leave it empty."""
    for name in HEAD:
        cell = cells.cells.get(name)
        first = head.cells.get(name)
        if cell and cell.text.strip() != (first.text.strip() if first else ""):
            words = _("%(field)s differs from the first row of this document.") % {"field": name}
            cells.wrong(name, "differs", words)


def _part(cells: Cells, names: tuple[str, ...]) -> Cells:
    return Cells({n: cells.cells[n] for n in names if n in cells.cells}, cells.place, cells.problems)


def _issuer(cells: Cells) -> Cells:
    found = {name: cells.cells[f"issuer_{name}"] for name in ISSUER if f"issuer_{name}" in cells.cells}
    if "issuer" in cells.cells:
        found["key"] = cells.cells["issuer"]
    return Cells(found, cells.place, cells.problems)
