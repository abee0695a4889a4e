"""Days and instants as people write them (CLDR, by Babel); remembered once written: lists show the same over and over.

The zone by its own short name (CET, BST): CLDR has none in French and would write an offset.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bursar.core.moments import ended

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


@lru_cache(4096)  # what was saved together stands on a page again and again
def format_instant(instant: datetime, zone: str, language: str | None) -> str:
    """An instant in a time zone: 3 Mar 2026, 10:00 CET."""
    local = instant.astimezone(ZoneInfo(zone))
    return f"{format_day(local, 'd MMM yyyy', language)}, {local:%H:%M} {local:%Z}"


def format_beginning(instant: datetime, zone: str, language: str | None) -> str:
    """When something begins, in a time zone and in UTC: 1 Dec 2026, 00:00 CET (30 Nov 2026, 23:00 UTC)."""
    local = instant.astimezone(ZoneInfo(zone))
    return format_instant(instant, zone, language) + _in_utc(instant, local.date(), zone, language)


def format_end(until: datetime, zone: str, language: str | None) -> str:
    """When something ends, by its last day where it ends with that: 31 Dec 2026, 24:00 CET (23:00 UTC)."""
    moment = ended(until, zone)
    if moment.at is not None:
        return format_beginning(until, zone, language)
    last = (until - timedelta(microseconds=1)).astimezone(ZoneInfo(zone))
    said = f"{format_day(moment.day, 'd MMM yyyy', language)}, 24:00 {last:%Z}"
    return said + _in_utc(until, moment.day, zone, language)


def _in_utc(instant: datetime, said: date, zone: str, language: str | None) -> str:
    """In brackets; the day only where it is another one than was said."""
    there = instant.astimezone(UTC)
    if zone == "UTC":
        return ""
    day = "" if there.date() == said else f"{format_day(there, 'd MMM yyyy', language)}, "
    return f" ({day}{there:%H:%M} UTC)"
