"""Addresses of pages by name: the same as Django's `reverse`, which works each one out anew; a page has dozens."""

import re
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

_PLAIN = re.compile(r"[A-Za-z0-9_-]+")


def address(name: str, /, **values: Any) -> str:
    """The address of a page by its `portal:noun-verb` name. Raises NoReverseMatch."""
    is_plain = all(isinstance(value, str) and _PLAIN.fullmatch(value) for value in values.values())
    shape = _shape(name, tuple(values)) if is_plain else ""
    return shape % values if shape else reverse(name, kwargs=values)


def why_address(number: str, right: str = "") -> str:
    """Where one is told why one may, or may not, do something in an account."""
    asked = {"account": number, "right": right} if right else {"account": number}
    return f"{address('me:access-why')}?{urlencode(asked)}"


@lru_cache(1024)  # there are some hundred names, each with its own parts
def _shape(name: str, parts: tuple[str, ...]) -> str:
    """The address with `%(part)s` where each part goes; empty where a part takes certain values only."""
    try:
        found = reverse(name, kwargs={part: f"part-{part}-here" for part in parts}).replace("%", "%%")
    except NoReverseMatch:
        return ""
    for part in parts:
        found = found.replace(f"part-{part}-here", f"%({part})s")
    return found
