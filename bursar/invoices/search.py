"""Text as it is searched: without case, accents and typographic spaces, word by word, the same on both databases."""

import re
import unicodedata

WORDS_ASKED = 8
_PARTS = re.compile(r"[^\W_]+")
_LONGEST = 40  # characters of a word that are kept, and looked at


def folded(text: str) -> str:
    """`text` folded: `Société  Générale` becomes `societe generale`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def words_of(text: str) -> set[bytes]:
    """The words that `text` is found by: `FR-2026-0042` by itself, from each of its parts on, and by `42`."""
    found: set[str] = set()
    for word in map(_trimmed, folded(text).split()):
        for part in _PARTS.finditer(word):
            found.add(word[part.start() :])
            if part[0].isdigit():
                found.add(part[0].lstrip("0"))
    return {word[:_LONGEST].encode() for word in found if word}


def words_asked(text: str) -> list[bytes]:
    """What somebody typed, as beginnings of words, at most eight: each one has to be found."""
    found = [_trimmed(word)[:_LONGEST] for word in folded(text[:200]).split()]
    return [word.encode() for word in dict.fromkeys(found) if word][:WORDS_ASKED]


def after(word: bytes) -> bytes:
    """What sorts behind every word that begins with `word`: no text in UTF-8 holds the byte 0xFF."""
    return word + b"\xff"


def _trimmed(word: str) -> str:
    """Without the punctuation around it."""
    first, last = 0, len(word)
    while first < last and not word[first].isalnum():
        first += 1
    while last > first and not word[last - 1].isalnum():
        last -= 1
    return word[first:last]
