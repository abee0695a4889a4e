"""XML put together from values: what has no value is not there. Pure."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from bursar.invoices.semantic import Identifier, Reference

PROFILE = "urn:cen.eu:en16931:2017"  # BT-24
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
# What no XML document may contain (XML 1.0, 2.2); a byte order mark in the middle is no letter either.
_NEVER = re.compile("[^\t\n\r -\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


class Xml(str):
    """Text that is XML already."""

    __slots__ = ()


Value = str | Decimal | date | None


def document(name: str, names: Mapping[str, str], *inside: Xml) -> bytes:
    """A whole document with its namespaces."""
    spaces = "".join(f" xmlns{':' if prefix else ''}{prefix}={quoteattr(uri)}" for prefix, uri in names.items())
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{name}{spaces}>{"".join(inside)}</{name}>\n'
    return text.encode()


def node(name: str, *inside: Xml) -> Xml:
    """An element with others in it; nothing when they are nothing."""
    text = "".join(inside)
    return Xml(f"<{name}>{text}</{name}>") if text else Xml()


def leaf(name: str, value: Value, /, **attributes: str) -> Xml:
    """An element with a value in it; nothing when there is none. Attributes that are empty are left out."""
    text = plain(value)
    if not text:
        return Xml()
    said = "".join(f" {key}={quoteattr(legible(each))}" for key, each in attributes.items() if each)
    return Xml(f"<{name}{said}>{escape(text)}</{name}>")


def each(parts: Iterable[Xml]) -> Xml:
    """Elements one after another."""
    return Xml("".join(parts))


def identified(name: str, value: Identifier | Reference | None) -> Xml:
    """An identifier with its scheme."""
    return leaf(name, value.value, schemeID=value.scheme) if value else Xml()


def plain(value: Value) -> str:
    """A value as XML Schema writes it: numbers without exponents, days as ISO 8601."""
    if value is None:
        return ""
    return f"{value:f}" if isinstance(value, Decimal) else legible(str(value))


def legible(text: str) -> str:
    """The text without characters that XML cannot have."""
    return _NEVER.sub("\ufffd", text)


def is_iban(account: str) -> bool:
    """Whether it has the form of an IBAN (ISO 13616)."""
    return _IBAN.fullmatch(account.replace(" ", "").upper()) is not None


def three(lines: tuple[str, ...]) -> tuple[str, str, str]:
    """The lines of an address in the three that the standard has (BT-35, -36, -162): what is more joins the third."""
    first, second, *rest = (*lines, "", "")
    return first, second, ", ".join(line for line in rest if line)
