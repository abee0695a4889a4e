"""Text as it is searched: without case, accents and typographic spaces, word by word, the same on both databases."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice

from bursar.core.money import CURRENCIES
from bursar.invoices.typed import amounts_in, as_amount

WORDS_ASKED = 8
MOST_WORDS = 100_000  # of one document, the first ones: an invoice of 10,000 lines has half as many
_PARTS = re.compile(r"[^\W_]+")
_LONGEST = 40  # characters of a word that are kept, and looked at
_CODES = frozenset(code.casefold() for code in CURRENCIES)


def folded(text: str) -> str:
    """`text` folded: `Société  Générale` becomes `societe generale`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def words_of(text: str) -> set[bytes]:
    """The words that `text` is found by: `FR-2026-0042` by itself, from each of its parts on, and by `42`; an amount in
    it by its digits and a point, `1 234,50` by `1234.50`."""
    text = folded(text)
    found = {amount[:_LONGEST] for _, _, amount in islice(amounts_in(text), MOST_WORDS)}
    for word in map(_trimmed, text.split()):
        for part in _PARTS.finditer(word):
            found.add(word[part.start() : part.start() + _LONGEST])
            if part[0].isdigit():
                found.add(part[0].lstrip("0")[:_LONGEST])
            if len(found) > MOST_WORDS:
                break
        if len(found) > MOST_WORDS:
            break
    return {word.encode() for word in found if word}


def words_for(
    texts: Iterable[str], amounts: Iterable[str], *, currency: str, seller: int, code: str
) -> set[bytes]:  # fmt: skip
    """Every word that a document is found by, or narrowed down to: what it says, its amounts (digits and a point), its
    currency, its issuer's id, its kind of UNTDID 1001."""
    found = words_of(" ".join(texts)) | {each.encode() for each in amounts}
    return found | {currency_facet(currency), seller_facet(seller), kind_facet(code)}


def words_asked(text: str) -> list[bytes]:
    """What somebody typed, as beginnings of words, at most eight: each one has to be found."""
    found = [word[:_LONGEST] for word in _asked(folded(text[:200]))]
    return [word.encode() for word in dict.fromkeys(found) if word][:WORDS_ASKED]


def after(word: bytes) -> bytes:
    """What sorts behind every word that begins with `word`: no text in UTF-8 holds the byte 0xFF."""
    return word + b"\xff"


# What a document is narrowed down to stands among its words, behind a sign that nobody can type.
CURRENCY, SELLER, KIND, LAST_FACET = b"\x01", b"\x02", b"\x03", b"\x04"


def currency_facet(code: str) -> bytes:
    """The word of a currency."""
    return CURRENCY + code.encode() + b"."


def seller_facet(issuer_id: int) -> bytes:
    """The word of an issuer."""
    return SELLER + b"%d." % issuer_id


def kind_facet(code: str) -> bytes:
    """The word of a kind of document."""
    return KIND + code.encode() + b"."


def facet_of(word: bytes) -> str:
    """What such a word says."""
    return word[1:-1].decode()


def _asked(text: str) -> Iterator[str]:
    """The words of what was typed; an amount is one, whatever stands between its digits, and its currency none."""
    whole = as_amount(" ".join(word for word in text.split() if word not in _CODES))
    if whole:
        yield whole
        return
    last = 0
    found = [each for each in amounts_in(text) if "." in each[2]]
    for start, end, amount in found:
        yield from map(_trimmed, text[last:start].split())
        yield amount
        last = end
    yield from (word for word in map(_trimmed, text[last:].split()) if not (found and word in _CODES))


def _trimmed(word: str) -> str:
    """Without the punctuation around it."""
    first, last = 0, len(word)
    while first < last and not word[first].isalnum():
        first += 1
    while last > first and not word[last - 1].isalnum():
        last -= 1
    return word[first:last]
