"""Money: integers of minor units with a currency; exponents are those of ISO 4217, not CLDR's."""

import re
from copy import copy
from dataclasses import dataclass
from decimal import Decimal

from babel import Locale
from babel.numbers import format_decimal, get_currency_symbol

# ISO 4217:2015 minor units that are not 2.
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


def to_decimal(minor: int, currency: str) -> Decimal:
    """Minor units as a decimal of the currency: 1234, EUR -> 12.34."""
    return Decimal(minor).scaleb(-exponent(currency))


def to_minor(amount: Decimal, currency: str) -> int:
    """A decimal amount in minor units. Raises ValueError when it is finer than the currency knows."""
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
    locale, places = _locale(language), exponent(currency)
    pattern = copy(locale.currency_formats["standard"])
    pattern.frac_prec = (places, places)
    return str(pattern.apply(to_decimal(minor, currency), locale, currency=currency, currency_digits=False))


def format_number(number: Decimal, language: str, *, least: int = 0, most: int = 6) -> str:
    """A number as people write it in `language`, with `least` to `most` decimal places: `1,250.5`, `1 250,5`."""
    pattern = f"#,##0.{'0' * least}{'#' * (most - least)}" if most else "#,##0"
    return str(format_decimal(number, format=pattern, locale=_locale(language)))


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


def _locale(language: str) -> Locale:
    return Locale.parse({"en": "en_GB", "fr": "fr_FR"}.get(language, "en_GB"))
