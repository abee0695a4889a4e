"""What can be done to a whole bill, and to the XML that is written of it."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from lxml import etree

from bursar.invoices.formats import cii, ubl
from bursar.invoices.formats.nodes import parsed
from bursar.invoices.formats.writers import cii as as_cii
from bursar.invoices.formats.writers import ubl as as_ubl
from bursar.invoices.semantic import Bill

Change = Callable[[Bill], Bill]
Edit = Callable[[etree._Element], None]
MORE = Decimal("0.001")  # finer than amounts may be
WRITERS = {"UBL": as_ubl, "CII": as_cii}
NAMES = {**ubl.NAMES, **cii.NAMES}


def said(**values: Any) -> Change:
    """Say something else of the bill."""
    return lambda bill: replace(bill, **values)


def party(which: str, /, **values: Any) -> Change:
    """Say something else of a party."""
    return lambda bill: replace(bill, **{which: replace(getattr(bill, which), **values)})


def place(which: str, /, **values: Any) -> Change:
    """Say something else of a party's address."""
    return lambda bill: party(which, address=replace(getattr(bill, which).address, **values))(bill)


def total(name: str, by: Decimal) -> Change:
    """Make a total larger."""
    return lambda bill: replace(
        bill, totals=replace(bill.totals, **{name: (getattr(bill.totals, name) or Decimal(0)) + by})
    )


def vat(**values: Any) -> Change:
    """Say something else of the VAT."""
    return lambda bill: replace(bill, vat=(replace(bill.vat[0], **values), *bill.vat[1:]))


def line(**values: Any) -> Change:
    """Say something else of the first line."""
    return lambda bill: replace(bill, lines=(replace(bill.lines[0], **values), *bill.lines[1:]))


def item(**values: Any) -> Change:
    """Say something else of the first line's item."""
    return lambda bill: line(item=replace(bill.lines[0].item, **values))(bill)


def price(**values: Any) -> Change:
    """Say something else of the first line's price."""
    return lambda bill: line(price=replace(bill.lines[0].price, **values))(bill)


def adjusted(which: int, **values: Any) -> Change:
    """Say something else of the allowance (0) or the charge (1)."""

    def change(bill: Bill) -> Bill:
        both = list(bill.adjustments)
        both[which] = replace(both[which], **values)
        return replace(bill, adjustments=tuple(both))

    return change


def line_adjusted(which: int, **values: Any) -> Change:
    """The same of the first line's."""

    def change(bill: Bill) -> Bill:
        both = list(bill.lines[0].adjustments)
        both[which] = replace(both[which], **values)
        return line(adjustments=tuple(both))(bill)

    return change


def without(path: str) -> Edit:
    """Take an element out."""

    def edit(root: etree._Element) -> None:
        for element in _all(root, path)[:1]:
            parent = element.getparent()
            assert parent is not None
            parent.remove(element)

    return edit


def twice(path: str, text: str = "") -> Edit:
    """Say an element twice, the second time with another text."""

    def edit(root: etree._Element) -> None:
        element = _all(root, path)[0]
        again = etree.fromstring(etree.tostring(element))
        if text:
            again.text = text
        element.addnext(again)

    return edit


def wrote(path: str, text: str) -> Edit:
    """Write another text into an element, or into an attribute: `path@name`."""

    def edit(root: etree._Element) -> None:
        steps, _at, attribute = path.partition("@")
        element = _all(root, steps)[0]
        if attribute and text:
            element.set(attribute, text)
        elif attribute:
            del element.attrib[attribute]
        else:
            element.text = text

    return edit


def put(path: str, xml: str) -> Edit:
    """Put elements behind an element."""

    def edit(root: etree._Element) -> None:
        names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
        element = _all(root, path)[0]
        for new in reversed(list(etree.fromstring(f"<x {names}>{xml}</x>"))):
            element.addnext(new)

    return edit


def edited(bill: Bill, syntax: str, *edits: Edit) -> etree._Element:
    """The XML of a bill, edited."""
    root = parsed(WRITERS[syntax](bill))
    for edit in edits:
        edit(root)
    return parsed(etree.tostring(root))


def _all(root: etree._Element, path: str) -> list[Any]:
    found = root.findall(path, NAMES)
    assert found, path
    return found
