"""Money: integers of minor units with a currency; exponents are those of ISO 4217, not CLDR's."""

from copy import copy
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from babel import Locale
from babel.numbers import get_currency_symbol, parse_decimal

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


def format_money(minor: int, currency: str, language: str) -> str:
    """The amount as people write it in `language` (CLDR): `€1,234.50`, `1 234,50 €`."""
    locale, places = _locale(language), exponent(currency)
    pattern = copy(locale.currency_formats["standard"])
    pattern.frac_prec = (places, places)
    return str(pattern.apply(to_decimal(minor, currency), locale, currency=currency, currency_digits=False))


def parse_money(text: str, currency: str, language: str) -> int:
    """Minor units of an amount typed by a person in `language`; the currency sign may be there or not.

    Raises ValueError when it is no amount, or finer than the currency knows.
    """
    cleaned = text.strip().replace("−", "-").replace("\u00a0", " ").replace("\u202f", " ")
    own = get_currency_symbol(currency, _locale(language))
    for symbol in (own, currency, {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥"}.get(currency, own)):
        cleaned = cleaned.replace(symbol, "")
    cleaned = cleaned.strip().replace(" ", "\u202f" if language == "fr" else "")
    try:
        return to_minor(_parse(cleaned, language), currency)
    except (InvalidOperation, ValueError) as error:
        raise ValueError("not an amount") from error


def _parse(text: str, language: str) -> Decimal:
    if "." in text and "," not in text:  # a point as decimal sign is understood in every language
        return Decimal(text)
    return parse_decimal(text, locale=_locale(language), strict=True)


def _locale(language: str) -> Locale:
    return Locale.parse({"en": "en_GB", "fr": "fr_FR"}.get(language, "en_GB"))
