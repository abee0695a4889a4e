"""The standards' rules, compiled to XSLT, rewritten to go straight to what they are about; they find the same. Pure.

A compiled Schematron walks through the whole document once for each of its patterns, in search of the elements that its
rules match, and reports each rule that it tried. Here every pattern selects those elements by the very paths that the
rules match, in the order of the document, and tells only what was found: the same rule fires for the same element.
Codes are looked up in lists that are part of the rules, instead of in a file that is read again for each document.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

Lists = Mapping[str, Sequence[str]]
_XSL = "{http://www.w3.org/1999/XSL/Transform}"
_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_WALKS = ("@*|*", "*")  # how a template goes on to what is below
_LOOKED_UP = re.compile(r"document\('[^']+'\)/codedb/cl\[@id=(\d+)\]/enumeration\[@value=(\$\w+)\]")
_DEFAULT = 0  # rules have a higher priority; what is there for all other nodes has a lower one


def straightened(stylesheet: bytes, lists: Lists) -> str:
    """The stylesheet, rewritten; `lists` are the codes of the file beside it. A pattern that is made in another way
    than we know stays as it is. Raises ValueError when a list is missing."""
    root = etree.fromstring(stylesheet)
    for tried in list(root.iter(f"{_SVRL}fired-rule")):
        _removed(tried)
    for mode, entry in _entries(root).items():
        _straighten(root, mode, entry)
    _look_up(root, lists)
    return etree.tostring(root, encoding="unicode")


def code_lists(content: bytes) -> Lists:
    """The lists of a file of codes, by their number."""
    lists = etree.fromstring(content).iter("cl")
    return {str(each.get("id")): [str(code.get("value")) for code in each.iter("enumeration")] for each in lists}


def _look_up(root: etree._Element, lists: Lists) -> None:
    """Look codes up in a text with a line for each code; what has line feeds itself is no code."""
    known = "(contains($codes-{0}, concat('\n', {1}, '\n')) and not(contains({1}, '\n')))"
    for test in root.iter(f"{_XSL}when", f"{_XSL}if"):
        text = str(test.get("test"))
        if any(number not in lists for number, _value in _LOOKED_UP.findall(text)):
            raise ValueError("a list of codes is missing")
        test.set("test", _LOOKED_UP.sub(lambda found: known.format(found[1], found[2]), text))
    for number, codes in lists.items():
        variable = etree.SubElement(root, f"{_XSL}variable", name=f"codes-{number}")
        variable.text = "\n" + "\n".join(codes) + "\n"


def _entries(root: etree._Element) -> dict[str, etree._Element]:
    """Where each pattern begins to walk."""
    walks = root.iter(f"{_XSL}apply-templates")
    return {str(walk.get("mode")): walk for walk in walks if walk.get("mode") and walk.get("select") == "/"}


def _straighten(root: etree._Element, mode: str, entry: etree._Element) -> None:
    templates = [each for each in root.iter(f"{_XSL}template") if each.get("mode") == mode]
    rules = [each for each in templates if float(each.get("priority") or 0) > _DEFAULT]
    walks = [walk for each in rules for walk in each.iter(f"{_XSL}apply-templates") if walk.get("mode") == mode]
    if not rules or len(walks) != len(rules) or any(walk.get("select") not in _WALKS for walk in walks):
        return
    paths = " | ".join(path for each in rules for path in _paths(str(each.get("match"))))
    entry.set("select", paths if walks[0].get("select") == _WALKS[0] else f"({paths})/self::*")
    for walk in walks:
        _removed(walk)


def _paths(match: str) -> Iterator[str]:
    """What a pattern matches, as paths from the root: `a/b` matches wherever it is."""
    for each in _alternatives(match):
        yield each if each.startswith("/") else f"//{each}"


def _alternatives(match: str) -> list[str]:
    """The parts of a pattern between the `|` that stand in no bracket and no text."""
    parts, depth = [""], 0
    for piece in re.findall(r"'[^']*'|\"[^\"]*\"|.", match, re.DOTALL):
        depth += piece in ("[", "(")
        depth -= piece in ("]", ")")
        if piece == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return [part.strip() for part in parts]


def _removed(element: etree._Element) -> None:
    """Taken out; the text behind it, which is white space, goes along."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
