"""Names folded for sorting and searching: without case or accents, alike on both databases. Plain values."""

import re
import unicodedata

LONGEST = 80
_PARTS = re.compile(r"[^\W_]+")


def folded(text: str) -> str:
    """The text without case and accents: “Élodie” and “elodie” are one."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def sort_key(first_name: str, last_name: str, email: str) -> str:
    """What lists by name are sorted by: last name, first name, address."""
    return folded(f"{last_name}\x01{first_name}\x01{email}")[:340]


def words(first_name: str, last_name: str, email: str) -> set[str]:
    """The words by which somebody is found: each part of the name, the address, its beginning and its domain."""
    local, _at, domain = email.partition("@")
    whole = [*f"{first_name} {last_name}".split(), email, domain]
    parts = [part for text in (first_name, last_name, local) for part in _PARTS.findall(text)]
    return {word[:LONGEST] for word in map(folded, [*whole, *parts]) if word}


def sought(text: str) -> list[str]:
    """What was typed, as beginnings of words, each once: `@example.com` finds the domain."""
    typed = (folded(word).lstrip("@")[:LONGEST] for word in text.split())
    return sorted({word for word in typed if word}, key=len, reverse=True)
