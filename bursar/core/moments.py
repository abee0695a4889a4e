"""Moments as people name them: a day and perhaps a time in a time zone, turned into instants and back.

A time that a night skips or repeats is read as RFC 5545 (3.3.5) has it: by the offset before the clocks change. So of
an hour that comes twice the first is meant, and 02:30 of a night that has none is 03:30.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

_A_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day and perhaps a time of a time zone; without a time all of the day is meant."""

    day: date
    at: time | None = None


class Odd(StrEnum):
    """What a change of clocks does to a moment."""

    SKIPPED = "skipped"
    TWICE = "twice"


def beginning(moment: Moment, zone: str) -> datetime:
    """The instant (UTC) at which something begins that begins then: without a time, with the day."""
    return _local(moment, zone).astimezone(UTC)


def ending(moment: Moment, zone: str) -> datetime:
    """The instant (UTC) at which something ends that ends then: without a time, when that last day is over."""
    if moment.at is None:
        return beginning(Moment(moment.day + timedelta(days=1)), zone)
    return beginning(moment, zone)


def begun(instant: datetime, zone: str) -> Moment:
    """How people would name an instant at which something begins, to the minute."""
    local = instant.astimezone(ZoneInfo(zone))
    is_whole = beginning(Moment(local.date()), zone) == instant
    return Moment(local.date(), None if is_whole else _minute(local))


def ended(instant: datetime, zone: str) -> Moment:
    """The same of an instant at which something ends: by its last day where it ends with that."""
    last = day_of(instant - _A_TICK, zone)
    if ending(Moment(last), zone) == instant:
        return Moment(last)
    local = instant.astimezone(ZoneInfo(zone))
    return Moment(local.date(), _minute(local))


def a_month_after(end: datetime, zone: str) -> datetime:
    """The end (UTC) a calendar month after another one, at the same time of day; ends of months stay ends of months."""
    moment = ended(end, zone)
    year, month = moment.day.year + moment.day.month // 12, moment.day.month % 12 + 1
    last = monthrange(year, month)[1]
    is_last = moment.day.day == monthrange(moment.day.year, moment.day.month)[1]
    return ending(Moment(date(year, month, last if is_last else min(moment.day.day, last)), moment.at), zone)


def day_of(instant: datetime, zone: str) -> date:
    """The date on which an instant falls in a time zone."""
    return instant.astimezone(ZoneInfo(zone)).date()


def last_day(until: datetime, zone: str) -> date:
    """The last day of what ends at `until`."""
    return day_of(until - _A_TICK, zone)


def oddity(moment: Moment, zone: str) -> Odd | None:
    """Whether the clocks of that night skip the moment or show it twice."""
    if moment.at is None:
        return None
    local = _local(moment, zone)
    if local.astimezone(UTC).astimezone(local.tzinfo).replace(tzinfo=None) != local.replace(tzinfo=None):
        return Odd.SKIPPED
    return Odd.TWICE if local.utcoffset() != local.replace(fold=1).utcoffset() else None


def _local(moment: Moment, zone: str) -> datetime:
    return datetime.combine(moment.day, moment.at or time(), ZoneInfo(zone))


def _minute(local: datetime) -> time:
    return local.time().replace(second=0, microsecond=0)
