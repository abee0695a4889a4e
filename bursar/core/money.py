"""Money: integers of minor units with a currency; exponents are those of ISO 4217, not CLDR's."""

import re
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.numbers import format_decimal, get_currency_symbol

# ISO 4217:2015 minor units that are not 2.
_MOST_DIGITS = 30
_EXPONENTS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND"), 0),
    **dict.fromkeys(("VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}
_COMMON = (
    "AED ARS AUD BGN BRL CAD CHF CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR KES MAD MUR MXN MYR NGN NOK NZD "
    "PEN PHP PLN QAR RON RSD SAR SEK SGD THB TRY TWD UAH USD UYU ZAR"
)
_SIGNS = {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥"}
_DIGITS = "0123456789"
# What people type: digits in groups or not, and a decimal sign; a point as decimal sign is understood everywhere.
_TYPED_EN = re.compile(r"(?P<minus>-?)\s*(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,18})(?:\.(?P<part>[0-9]{1,6}))?")
_TYPED_FR = re.compile(r"(?P<minus>-?)\s*(?P<whole>[0-9]{1,3}(?:\s[0-9]{3})+|[0-9]{1,18})(?:[.,](?P<part>[0-9]{1,6}))?")
MOST_MINOR = 10**15  # of one amount, a million millions: what it adds up to still fits the columns
CURRENCIES = frozenset(_COMMON.split()) | frozenset(_EXPONENTS)


@dataclass(frozen=True)
class Money:
    """An amount in minor units (cents) of one currency; adding two currencies is an error."""

    minor: int
    currency: str

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise ValueError(f"cannot add {other.currency} to {self.currency}")
        return Money(self.minor + other.minor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)


def exponent(currency: str) -> int:
    """Decimal places of `currency`. Raises KeyError for a code that we do not know."""
    if currency not in CURRENCIES:
        raise KeyError(currency)
    return _EXPONENTS.get(currency, 2)


def currencies_of(places: int) -> list[str]:
    """The currencies with so many decimal places."""
    return sorted(code for code in CURRENCIES if _EXPONENTS.get(code, 2) == places)


def to_decimal(minor: int, currency: str) -> Decimal:
    """Minor units as a decimal of the currency: 1234, EUR -> 12.34."""
    return Decimal(minor).scaleb(-exponent(currency))


def to_minor(amount: Decimal, currency: str) -> int:
    """A decimal amount in minor units. Raises ValueError when it is finer than the currency knows, or beyond all money:
    1e9999999 would be written out for minutes."""
    if not amount.is_finite() or abs(amount.adjusted()) > _MOST_DIGITS:
        raise ValueError("no amount of money")
    scaled = amount.scaleb(exponent(currency))
    if scaled != scaled.to_integral_value():
        raise ValueError("finer than the currency's smallest unit")
    return int(scaled)


def half_up(numerator: int, denominator: int) -> int:
    """`numerator / denominator` (positive) as a whole number, halves away from zero, as EN 16931 rounds amounts."""
    whole = (2 * abs(numerator) + denominator) // (2 * denominator)
    return whole if numerator >= 0 else -whole


def format_money(minor: int, currency: str, language: str) -> str:
    """The amount as people write it in `language` (CLDR): `€1,234.50`, `1 234,50 €`."""
    shape = _shape(currency, language)
    whole, part = divmod(abs(minor), shape.unit)
    before, after = shape.owed if minor < 0 else shape.had
    digits = f"{whole:,}".replace(",", shape.group)
    return f"{before}{digits}{shape.sign}{part:0{shape.places}}{after}" if shape.places else f"{before}{digits}{after}"


@lru_cache(4096)
def format_number(number: Decimal, language: str, *, least: int = 0, most: int = 6) -> str:
    """A number as people write it in `language`, with `least` to `most` decimal places: `1,250.5`, `1 250,5`."""
    pattern = f"#,##0.{'0' * least}{'#' * (most - least)}" if most else "#,##0"
    return str(format_decimal(number, format=pattern, locale=_locale(language)))


@dataclass(frozen=True)
class _Shape:
    """What stands around the digits of an amount, before and after, with and without minus."""

    had: tuple[str, str]
    owed: tuple[str, str]
    group: str
    sign: str
    places: int
    unit: int  # minor units in a major one


@lru_cache(256)
def _shape(currency: str, language: str) -> _Shape:
    """Asked of Babel once: it takes fifty times as long to write an amount as we do, and a list has a hundred."""
    locale, places = _locale(language), exponent(currency)
    pattern = copy(locale.currency_formats["standard"])
    pattern.frac_prec = (places, places)
    symbols = locale.number_symbols["latn"]
    seven = f"7{symbols['decimal']}{'0' * places}" if places else "7"

    def around(number: int) -> tuple[str, str]:
        written = str(pattern.apply(Decimal(number), locale, currency=currency, currency_digits=False))
        before, _seven, after = written.partition(seven)
        return before, after

    return _Shape(around(7), around(-7), symbols["group"], symbols["decimal"], places, 10**places)


def parse_money(text: str, currency: str, language: str) -> int:
    """Minor units of an amount typed by a person in `language`; the currency sign may be there or not.

    Raises ValueError when it is no amount, or finer than the currency knows.
    """
    cleaned = text.replace("−", "-")
    for sign in (get_currency_symbol(currency, _locale(language)), currency, _SIGNS.get(currency, currency)):
        cleaned = cleaned.replace(sign, "")
    grammar = _TYPED_FR if language == "fr" else _TYPED_EN
    match = grammar.fullmatch(cleaned.strip())
    if match is None:
        raise ValueError("not an amount")
    whole = "".join(c for c in match["whole"] if c in _DIGITS)
    return to_minor(Decimal(f"{match['minus']}{whole}.{match['part'] or 0}"), currency)


@lru_cache(8)
def _locale(language: str) -> Locale:
    return Locale.parse({"en": "en_GB", "fr": "fr_FR"}.get(language, "en_GB"))
