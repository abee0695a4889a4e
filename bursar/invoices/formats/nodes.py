"""Reading values out of XML: texts, amounts, days; and parsing that nothing in a hostile file can use. Pure."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree

LARGEST_XML = 20_000_000  # bytes
_MOST_ELEMENTS = 600_000  # an invoice of 30,000 lines has 450,000
_MOST_ATTRIBUTES = 600_000  # and 150,000 of these
_DEEPEST = 60  # elements within elements; UBL and CII need 12


class UnreadableError(Exception):
    """What came is not what it should be; `code` is stable, `place` says where, as an XPath or empty."""

    def __init__(self, code: str, place: str = "", detail: str = "") -> None:
        super().__init__(f"{code} {place} {detail}".strip())
        self.code, self.place, self.detail = code, place, detail


def parsed(content: bytes) -> etree._Element:
    """The root of an XML document. No entity is expanded, nothing is fetched, and a DTD is refused as such: neither
    syntax has one. Raises UnreadableError: not_xml, too_large, has_dtd, too_deep."""
    is_much = content.count(b"<") > 2 * _MOST_ELEMENTS or content.count(b"=") > _MOST_ATTRIBUTES
    if len(content) > LARGEST_XML or is_much:
        raise UnreadableError("too_large")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("not_xml", detail=str(error)[:200]) from None
    if root.getroottree().docinfo.internalDTD is not None or any(
        isinstance(e, etree._Entity) for e in root.iter(etree.Entity)
    ):
        raise UnreadableError("has_dtd")
    if _depth(root) > _DEEPEST:
        raise UnreadableError("too_deep")
    return root


def _depth(root: etree._Element) -> int:
    deepest = depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def path_of(element: etree._Element) -> str:
    """The names of an element and those around it: `Invoice/InvoiceLine/Item`."""
    around = [element, *element.iterancestors()]
    return "/".join(etree.QName(each).localname for each in reversed(around))


class Node:
    """An element that values are asked of by path; a missing one has none."""

    __slots__ = ("element", "names")

    def __init__(self, element: etree._Element | None, names: Mapping[str, str]) -> None:
        self.element, self.names = element, names

    def __bool__(self) -> bool:
        return self.element is not None

    def one(self, path: str) -> "Node":
        """The first element of a path."""
        found = None if self.element is None else self.element.find(path, dict(self.names))
        return Node(found, self.names)

    def all(self, path: str) -> list["Node"]:
        """Every element of a path."""
        found = [] if self.element is None else self.element.findall(path, dict(self.names))
        return [Node(each, self.names) for each in found]

    def text(self, path: str = ".") -> str:
        """The text of a path, without spaces around it; empty when there is none."""
        found = self.one(path).element
        return (found.text or "").strip() if found is not None else ""

    def line(self, path: str) -> str:
        """The text of a path as one line, as the schemas say of identifiers (normalizedString)."""
        return " ".join(self.text(path).split())

    def texts(self, path: str) -> list[str]:
        """The texts of a path that are not empty."""
        return [text for node in self.all(path) if (text := node.text())]

    def attribute(self, name: str, path: str = ".") -> str:
        """An attribute of a path's element."""
        found = self.one(path).element
        return str(found.get(name) or "").strip() if found is not None else ""

    def amount(self, path: str = ".") -> Decimal | None:
        """The number of a path, exactly as it is written. Raises UnreadableError(bad_number)."""
        text = self.text(path)
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise UnreadableError("bad_number", self.place(path), text[:40]) from None
        if not number.is_finite() or number.adjusted() > 20 or len(number.as_tuple().digits) > 40:
            raise UnreadableError("bad_number", self.place(path), text[:40])
        return number

    def needed(self, path: str) -> Decimal:
        """The number of a path that must be there. Raises UnreadableError(missing)."""
        number = self.amount(path)
        if number is None:
            raise UnreadableError("missing", self.place(path))
        return number

    def day(self, path: str = ".") -> date | None:
        """The day of a path: `2026-10-31`, with or without a zone, or `20261031`. Raises UnreadableError(bad_date)."""
        text = self.text(path)
        if not text:
            return None
        try:
            return date.fromisoformat(text if len(text) == 8 else text[:10])
        except ValueError:
            raise UnreadableError("bad_date", self.place(path), text[:40]) from None

    def place(self, path: str = ".") -> str:
        """Where a path's element is, or would be: an XPath in the prefixes of its syntax."""
        if self.element is None:
            return path
        here = self.element.getroottree().getpath(self.element)
        return here if path == "." else f"{here}/{path}"
