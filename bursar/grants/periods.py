"""From when until when something is given: [valid_from, valid_until) as UTC instants, and what makes no sense."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bursar.core import clock
from bursar.core.days import format_beginning, format_end
from bursar.core.errors import Refused
from bursar.core.moments import a_month_after, day_of


@dataclass(frozen=True, slots=True)
class Period:
    """Without a beginning it counts at once, without an end for good. Instants are aware."""

    valid_from: datetime | None = None
    valid_until: datetime | None = None

    def start(self, now: datetime) -> datetime:
        """When it begins to count: not before now."""
        return max(self.valid_from or now, now)

    def since(self, now: datetime) -> "Period":
        """The same, a beginning that has passed left out: two that are equal so mean the same from now on."""
        is_to_come = self.valid_from is not None and self.valid_from > now
        return self if is_to_come or self.valid_from is None else Period(None, self.valid_until)

    def extended(self, now: datetime, time_zone: str) -> "Period":
        """The same for a calendar month longer, from now on where it has ended; what has no end needs none."""
        if self.valid_until is None:
            return self
        return Period(self.valid_from, a_month_after(max(self.valid_until, now), time_zone)).since(now)

    def is_within(self, other: "Period", now: datetime) -> bool:
        """Whether it lies wholly within another, as far as both are to come."""
        ends = other.valid_until is None or (self.valid_until is not None and self.valid_until <= other.valid_until)
        return ends and self.start(now) >= other.start(now)


ALWAYS = Period()
FAR = 2200  # years from then on are no dates that anybody means


def check_period(period: Period, time_zone: str, *, starts: str = "starts_on", ends: str = "ends_on") -> None:
    """Refuse a period that makes no sense, whoever gives it; `starts` and `ends` name the fields.

    Today is no past, whatever the time: what was to begin this morning begins at once.
    """
    now = clock.now()
    for field, instant in ((starts, period.valid_from), (ends, period.valid_until)):
        if instant and instant.year >= FAR:
            raise Refused("date_too_far", _("Choose a date before the year %(year)s.") % {"year": FAR}, field=field)
    if period.valid_from and day_of(period.valid_from, time_zone) < day_of(now, time_zone):
        raise Refused("starts_in_the_past", _("The start date is in the past."), field=starts)
    if period.valid_until and period.valid_until <= now:
        raise Refused("ends_in_the_past", _("The end date is in the past."), field=ends)
    if period.valid_until and period.valid_until <= period.start(now):
        raise Refused("ends_before_start", _("The end date is before the start date."), field=ends)


def period_text(period: Period, time_zone: str) -> str:
    """A period in one line: from when, until when, each where there is one; empty for what counts now and for good."""
    language = get_language()
    start, end = period.valid_from, period.valid_until
    words = {
        "start": format_beginning(start, time_zone, language) if start else "",
        "end": format_end(end, time_zone, language) if end else "",
    }
    if start and end:
        return _("from %(start)s until %(end)s") % words
    if start:
        return _("from %(start)s") % words
    return _("until %(end)s") % words if end else ""
