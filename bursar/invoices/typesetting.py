"""Typesetting by typst: from data alone, with our own fonts, the same bytes for the same data on every machine."""

import json
import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

FOLDER = Path(__file__).parent / "typst"
_BEYOND = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2e80-\ufb00\ufb05-\ufffc\U00010000-\U0010ffff]")
_ALPHABETS = frozenset({"LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARABIC", "COMBINING"})  # by the names of their letters
_LETTERS = frozenset({"L", "M", "C"})
# Longer than any word that stands in a column: it may be broken anywhere.
_UNBROKEN = re.compile(r"\S{31,}")
_PIECE = re.compile(r".{8}(?=.)")
_KEPT = ["a-3a", "ua-1"]  # for long, and with tags that everybody's reader understands


def typeset(template: Path, data: dict[str, Any], *, at: datetime, xml: bytes | None = None) -> bytes:
    """The PDF of a typst template, tagged, and written as PDF/A-3 and PDF/UA-1.

    Data reaches the template as JSON and is shown as plain text, so that nothing in it is markup. Only our own
    fonts are used, and `at` is the PDF's date: the same data gives the same bytes on every machine. `xml` is given to
    the template to be attached.

    PDF/A refuses characters that no font has. What people call themselves stops no invoice: those far from our
    alphabets become a replacement sign, then every letter of another alphabet; what still has others is plain PDF.
    """
    shown = breakable(data)
    tries = ((None, _KEPT), (_legible, _KEPT), (_bare, _KEPT), (_bare, ["a-3b"]))
    for change, standards in tries:
        try:
            return _compiled(template, _each(shown, change) if change else shown, at, xml, standards)
        except typst.TypstError:
            continue
    return _compiled(template, _each(shown, _bare), at, xml, None)


@lru_cache(1)
def _fonts() -> typst.Fonts:
    """Found once: reading them takes a third as long as a page."""
    return typst.Fonts(include_system_fonts=False, font_paths=[FOLDER / "fonts"])


def _compiled(
    template: Path, data: dict[str, Any], at: datetime, xml: bytes | None, standards: list[str] | None
) -> bytes:
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    content = typst.compile(  # type: ignore[call-overload]  # its types know the standards as literals only
        template,
        root=template.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs=inputs | ({"xml": xml.decode()} if xml else {}),
        pdf_standards=standards,
        timestamp=int(at.timestamp()),
    )
    if not isinstance(content, bytes):
        raise TypeError("one PDF was expected")
    return content


def breakable(value: Any) -> Any:
    """The same data, where runs of letters that no column holds may be broken."""
    return _each(value, lambda text: text if "<svg" in text[:200] else _UNBROKEN.sub(_broken, text))


def _broken(run: re.Match[str]) -> str:
    return _PIECE.sub("\\g<0>\u200b", run[0])


def _legible(text: str) -> str:
    """The text without characters that our fonts cannot have: controls, and what is beyond their alphabets."""
    return _BEYOND.sub("\ufffd", text)


def _bare(text: str) -> str:
    """The text without letters of other alphabets than our fonts have."""
    return "".join(c if c in "\n\u200b" or _is_ours(c) else "\ufffd" for c in _legible(text))


def _is_ours(character: str) -> bool:
    name = unicodedata.name(character, "").partition(" ")[0]
    return unicodedata.category(character)[0] not in _LETTERS or name in _ALPHABETS


def _each(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {name: _each(part, change) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_each(part, change) for part in value]
    return change(value) if isinstance(value, str) else value
