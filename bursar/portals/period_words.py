"""From when until when, in words: each instant in the account's time zone and in UTC, and how far away it is."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bursar.core import clock
from bursar.core.days import format_beginning
from bursar.core.moments import Moment, Odd, oddity
from bursar.grants.periods import Period

A_WEEK = timedelta(days=7)


def odd_text(moment: Moment, instant: datetime, time_zone: str) -> Iterator[str]:
    """Which instant is meant by a moment that the clocks of its night skip or show twice; nothing about any other."""
    odd = oddity(moment, time_zone)
    if odd is None or moment.at is None:
        return
    words = {"time": f"{moment.at:%H:%M}", "meant": format_beginning(instant, time_zone, get_language())}
    if odd is Odd.SKIPPED:
        yield _("The clocks skip %(time)s that night. Meant is %(meant)s.") % words
    else:
        yield _("The clocks show %(time)s twice that night. Meant is %(meant)s.") % words


def ahead_text(period: Period) -> str:
    """What is next: “Begins in 3 days”, “Ends in 5 hours”; empty where nothing is."""
    start, end, now = period.valid_from, period.valid_until, clock.now()
    if start and start > now:
        return _begins(start, now)
    return _ends(end, now) if end and end > now else ""


def is_soon(period: Period) -> bool:
    """Whether an end is so near that it is pointed at: those who may extend it are told by mail as well."""
    return period.valid_until is not None and period.valid_until - clock.now() <= A_WEEK


def _begins(start: datetime, now: datetime) -> str:
    days, hours = _apart(start, now)
    if days:
        return ngettext("Begins in %(count)s day", "Begins in %(count)s days", days) % {"count": days}
    if hours:
        return ngettext("Begins in %(count)s hour", "Begins in %(count)s hours", hours) % {"count": hours}
    return _("Begins within the hour")


def _ends(end: datetime, now: datetime) -> str:
    days, hours = _apart(end, now)
    if days:
        return ngettext("Ends in %(count)s day", "Ends in %(count)s days", days) % {"count": days}
    if hours:
        return ngettext("Ends in %(count)s hour", "Ends in %(count)s hours", hours) % {"count": hours}
    return _("Ends within the hour")


def _apart(instant: datetime, now: datetime) -> tuple[int, int]:
    """Days, or hours of what is less than two days: “in 30 hours” tells more than “in 1 day”."""
    hours = (instant - now).total_seconds() / 3600
    return (0, int(hours)) if hours < 48 else (round(hours / 24), 0)
