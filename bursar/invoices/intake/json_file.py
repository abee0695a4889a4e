"""Reading JSON: an object with `issuers` and `documents`; every problem is named by its JSON pointer."""

import base64
import binascii
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, TextIO

from django.utils.translation import gettext as _

from bursar.invoices.intake.cells import Cell, Cells
from bursar.invoices.intake.json_stream import Element, Elements, TwiceError
from bursar.invoices.intake.problems import Place, Problems
from bursar.invoices.intake.source import HEAD, ISSUER, LINE, MOST_LINES, Found, Record

# What stands in an object of its own, and the name of the field it is.
_GROUPS: dict[str, dict[str, str]] = {
    "buyer": {
        "name": "buyer_name",
        "address": "buyer_address",
        "country": "buyer_country",
        "vat_number": "buyer_vat_number",
        "purchase_order": "purchase_order",
    },
    "totals": {"net": "total_net", "vat": "total_vat", "gross": "total_gross"},
    "pdf": {"file": "pdf", "base64": "pdf_base64"},
}
_NO_SPACES = dict.fromkeys(map(ord, " \t\r\n"))
_LISTS = ("issuers", "documents")
_PLAIN = tuple(name for name in HEAD if not any(name in group.values() for group in _GROUPS.values()))


class _Reader:
    """Walks through the values and turns them into cells."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems

    def wrong(self, pointer: str, code: str, message: str) -> None:
        self.problems.add(Place(pointer=pointer or "/"), code, message)

    def fields(self, value: Any, pointer: str, known: tuple[str, ...]) -> dict[str, Any]:
        if not isinstance(value, dict):
            self.wrong(pointer, "wrong_type", _("An object is expected here."))
            return {}
        for name in value:
            if name not in known:
                text = _("There is no field “%(name)s” here.") % {"name": _shown(name)}
                self.wrong(f"{pointer}/{_escaped(name)}", "unknown_field", text)
        return {name: found for name, found in value.items() if name in known and found is not None}

    def items(self, value: Any, pointer: str) -> list[Any]:
        if not isinstance(value, list):
            self.wrong(pointer, "wrong_type", _("A list is expected here."))
            return []
        return value

    def cell(self, value: Any, pointer: str) -> Cell | None:
        if not isinstance(value, str):  # numbers are read as `_Number`
            self.wrong(pointer, "wrong_type", _("A text or a number is expected here."))
            return None
        return Cell(str(value), Place(pointer=pointer))

    def address(self, value: Any, pointer: str) -> Cell | None:
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            value = "\n".join(value)
        return self.cell(value, pointer)

    def cells(self, found: Mapping[str, Any], pointer: str, names: Mapping[str, str]) -> dict[str, Cell]:
        """The plain values of an object as cells, under the names that fields have."""
        made = {}
        for name, value in found.items():
            if name in names:
                read = self.address if name == "address" else self.cell
                cell = read(value, f"{pointer}/{name}")
                if cell is not None:
                    made[names[name]] = cell
        return made

    def issuer(self, value: Any, pointer: str) -> Cells:
        names = ("key", *ISSUER)
        found = self.fields(value, pointer, names)
        return Cells(self.cells(found, pointer, {n: n for n in names}), Place(pointer=pointer), self.problems)

    def document(self, value: Any, pointer: str) -> Record:
        found = self.fields(value, pointer, (*_PLAIN, *_GROUPS, "lines"))
        made = self.cells(found, pointer, {name: name for name in _PLAIN})
        for group, names in _GROUPS.items():
            if group in found:
                inner = self.fields(found[group], f"{pointer}/{group}", tuple(names))
                made |= self.cells(inner, f"{pointer}/{group}", names)
        encoded = made.pop("pdf_base64", None)
        record = Record(Cells(made, Place(pointer=pointer), self.problems))
        record.pdf = self._pdf(encoded) if encoded else None
        record.lines = self._lines(found.get("lines", []), f"{pointer}/lines")
        return record

    def _lines(self, value: Any, pointer: str) -> list[Cells]:
        found = self.items(value, pointer)
        if len(found) > MOST_LINES:
            words = _("A document has at most %(most)s lines.") % {"most": MOST_LINES}
            self.wrong(pointer, "too_many_lines", words)
        return [self._line(line, f"{pointer}/{i}") for i, line in enumerate(found[:MOST_LINES])]

    def _line(self, value: Any, pointer: str) -> Cells:
        found = self.fields(value, pointer, LINE)
        return Cells(self.cells(found, pointer, {n: n for n in LINE}), Place(pointer=pointer), self.problems)

    def _pdf(self, cell: Cell) -> bytes | None:
        try:
            return base64.b64decode(cell.text.translate(_NO_SPACES), validate=True)
        except (binascii.Error, ValueError):
            self.wrong(cell.place.pointer, "bad_base64", _("This is not base64."))
            return None


class _Number(str):
    """A number of the file, in its own digits: never a floating point value."""

    __slots__ = ()


def read(stream: TextIO, problems: Problems) -> Iterator[Found]:
    """The records of a JSON file, issuers and documents as they stand in it."""
    reader = _Reader(problems)
    elements = Elements(
        stream, parse_float=_Number, parse_int=_Number, parse_constant=_no_constant, object_pairs_hook=_once
    )
    try:
        for element in elements:
            yield from _found(reader, element)
    except json.JSONDecodeError as error:
        problems.add(Place(*elements.place), "bad_json", _("This is not JSON: %(error)s.") % {"error": error.msg})
    except TwiceError as error:
        words = _("the field “%(name)s” is there twice") % {"name": _shown(error)}
        problems.add(Place(pointer="/"), "bad_json", _("This is not JSON: %(error)s.") % {"error": words})
    except (ValueError, RecursionError) as error:
        problems.add(Place(pointer="/"), "bad_json", _("This is not JSON: %(error)s.") % {"error": error})


def _found(reader: _Reader, element: Element) -> Iterator[Found]:
    pointer = f"/{element.name}/{element.index}"
    if not element.name:
        reader.fields(element.value, "", _LISTS)
    elif element.name not in _LISTS:
        if element.index in (None, -1):
            reader.fields({element.name: element.value}, "", _LISTS)
    elif element.index is None:
        if element.value is not None:
            reader.items(element.value, f"/{element.name}")
    elif element.index >= 0:
        make = reader.issuer if element.name == "issuers" else reader.document
        yield make(element.value, pointer)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        counts = Counter(name for name, _value in pairs)
        twice = next(name for name, count in counts.items() if count > 1)
        raise ValueError(_("the field “%(name)s” is there twice") % {"name": _shown(twice)})
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(_("%(name)s is not a number") % {"name": name})


def _escaped(name: str) -> str:
    return _shown(name).replace("~", "~0").replace("/", "~1")


def _shown(name: object) -> str:
    """A name as a report can hold it: short, and without halves of characters, which JSON lets one write."""
    return str(name)[:60].encode("utf-8", "replace").decode()
