"""A moment that one asks about: written in the account's time, read as an instant, shown with both."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bursar.core import clock
from bursar.core.days import format_beginning
from bursar.core.moments import Moment, beginning

FIRST, LAST = 1990, 2199  # far from both ends of the calendar, where time zones fall off


class MomentField(forms.CharField):
    """Day and time in a time zone; empty for now."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput({"type": "datetime-local", "max": f"{LAST}-12-31T23:59"})
        super().__init__(required=False, max_length=40, widget=widget, **kwargs)
        self.zone = "UTC"

    def clean(self, value: Any) -> datetime | None:
        """The instant in UTC."""
        text = super().clean(value).strip()
        try:
            return in_zone(text, self.zone) if text else None
        except ValueError as error:
            raise ValidationError(str(error)) from error


def in_zone(text: str, zone: str) -> datetime:
    """The instant (UTC) that a day and time of a time zone stand for, read as everywhere (`core.moments`).

    Raises ValueError, with words, for what is no moment.
    """
    try:
        read = datetime.fromisoformat(text.replace(" ", "T", 1))
    except ValueError:
        words = _("This is no day and time, such as %(example)s.") % {"example": "2026-03-03 10:00"}
        raise ValueError(words) from None
    if not FIRST <= read.year <= LAST:
        raise ValueError(_("Choose a day between %(first)s and %(last)s.") % {"first": FIRST, "last": LAST})
    return read.astimezone(UTC) if read.tzinfo else beginning(Moment(read.date(), read.time()), zone)


def local(at: datetime, zone: str) -> str:
    """The instant as the field shows it."""
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}"


def words(at: datetime | None, zone: str) -> str:
    """The instant in the account's time and in UTC; what is to come only as things stand."""
    if at is None:
        return ""
    shown = format_beginning(at, zone, get_language())
    if at > clock.now():
        return _("On %(moment)s, as things stand now") % {"moment": shown}
    return _("On %(moment)s") % {"moment": shown}
