"""Amounts as people type and print them, in any language: 1,234.50 and 1 234,50 and 1'234.50 are one. Pure."""

import re
from collections.abc import Iterator
from decimal import Decimal

# Groups of three behind a sign or a space, and another sign before the decimals; 1,234 is a thousand, 0,234 is not.
_AMOUNT = re.compile(
    r"(?<![\w.,])(?P<whole>[1-9][0-9]{0,2}(?P<group>[ .,'’])[0-9]{3}(?:(?P=group)[0-9]{3})*(?![0-9])|[0-9]{1,18})"
    r"(?:(?!(?P=group))[.,](?P<part>[0-9]{1,4}))?(?![\w]|[.,][0-9])"
)
_SIGNS = str.maketrans("", "", "€£$¥")


def amounts_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Where amounts that can be written differently begin and end in `text`, and each as digits with a point."""
    for match in _AMOUNT.finditer(text):
        if match["group"] or match["part"]:
            yield match.start(), match.end(), _plain(match)


def as_amount(text: str) -> str:
    """The amount that `text` is and nothing else, as digits with a point; empty when it is more, or none."""
    match = _AMOUNT.fullmatch(text.translate(_SIGNS).strip())
    return _plain(match) if match and (match["group"] or match["part"]) else ""


def as_decimal(text: str, language: str) -> Decimal:
    """The amount that somebody typed in `language`, zero or more. Raises ValueError when it is none."""
    bare = " ".join(text.translate(_SIGNS).split())
    thousand = re.fullmatch(r"[0-9]{1,3},[0-9]{3}", bare) and language == "fr"
    match = None if thousand else _AMOUNT.fullmatch(bare)
    if thousand:  # in French a comma is the decimal sign
        return Decimal(bare.replace(",", "."))
    if match is None:
        raise ValueError("not an amount")
    return Decimal(_plain(match))


def written(amount: Decimal, places: int) -> str:
    """An amount without its sign as digits with a point and at least so many decimals: as it is searched."""
    plain = f"{abs(amount):f}"
    had = len(plain.partition(".")[2])
    return f"{abs(amount):.{places}f}" if had < places else plain


def _plain(match: re.Match[str]) -> str:
    whole = "".join(c for c in match["whole"] if c.isdigit())
    return f"{whole}.{match['part']}" if match["part"] else whole
