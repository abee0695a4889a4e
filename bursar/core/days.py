"""Days as people write them (CLDR, by Babel); remembered once written: lists show the same days over and over."""

from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date

LOCALES = {"fr": "fr_FR"}  # European orders in both languages


def locale_of(language: str | None) -> str:
    """The locale in which a language's dates are written."""
    return LOCALES.get(language or "en", "en_GB")


def format_day(day: date, style: str, language: str | None) -> str:
    """A day in a style of CLDR's (`medium`, `long`) or by its pattern (`LLLL yyyy`)."""
    return _written(day.date() if isinstance(day, datetime) else day, style, locale_of(language))


@lru_cache(8192)  # some years of days in both languages
def _written(day: date, style: str, locale: str) -> str:
    return str(format_date(day, style, locale=locale))
