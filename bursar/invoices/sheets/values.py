"""Amounts, numbers, rates, days and countries as people write them in a language. Pure."""

from datetime import date
from decimal import Decimal

from babel import Locale

from bursar.core.days import format_day
from bursar.core.money import exponent, format_money, format_number, to_minor

# Where a town stands before its post code, by the Universal Postal Union's addressing systems.
_TOWN_FIRST = frozenset({"AU", "CA", "GB", "IE", "IN", "NZ", "US"})


def town_line(town: str, post_code: str, country: str) -> str:
    """The line of an address with the town and its post code, in the order of its country."""
    both = (town, post_code) if country in _TOWN_FIRST else (post_code, town)
    return " ".join(part for part in both if part)


def money_text(amount: Decimal | None, currency: str, language: str) -> str:
    """An amount; one that is finer than its currency, or of a currency that we do not know, as it is written."""
    if amount is None:
        return ""
    try:
        return format_money(to_minor(amount, currency), currency, language)
    except (ValueError, KeyError):
        return f"{format_number(amount, language, most=10)}\u00a0{currency}"


def price_text(amount: Decimal | None, currency: str, language: str) -> str:
    """The price of one, with at least the places of its currency."""
    if amount is None:
        return ""
    try:
        least = exponent(currency)
    except KeyError:
        least = 2
    return format_number(amount, language, least=least, most=10)


def number_text(number: Decimal | None, language: str) -> str:
    """A number."""
    return "" if number is None else format_number(number, language, most=10)


def rate_text(rate: Decimal | None, language: str) -> str:
    """A rate in words: 20%, 5,5 %."""
    if rate is None:
        return ""
    number = format_number(rate, language, most=4)
    return f"{number}\u00a0%" if language == "fr" else f"{number}%"


def date_text(day: date | None, language: str) -> str:
    """A day in words, or nothing."""
    return format_day(day, "long", language) if day else ""


def country_text(code: str, language: str) -> str:
    """The name of a country; what is no country's code stays as it is."""
    return str(Locale.parse("fr_FR" if language == "fr" else "en_GB").territories.get(code, code))
