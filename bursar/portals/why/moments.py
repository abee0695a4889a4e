"""A moment that one asks about: written in the account's time, read as an instant, shown with both."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bursar.core import clock
from bursar.portals.templating import instant_in

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
    """The instant that a day and time of a time zone stand for; of an hour that came twice, the first.

    Raises ValueError, with words, for what is no moment, and for an hour that the clocks left out.
    """
    try:
        local = datetime.fromisoformat(text.replace(" ", "T", 1))
    except ValueError:
        raise ValueError(_("This is no day and time, such as %(example)s.") % {"example": "2026-03-03 10:00"}) from None
    if local.tzinfo is None:
        local = local.replace(tzinfo=ZoneInfo(zone))
    if not FIRST <= local.year <= LAST:
        raise ValueError(_("Choose a day between %(first)s and %(last)s.") % {"first": FIRST, "last": LAST})
    instant = local.astimezone(UTC)
    if instant.astimezone(local.tzinfo).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ValueError(_("The clocks were put forward then: this time did not exist in %(zone)s.") % {"zone": zone})
    return instant


def words(at: datetime | None, zone: str) -> str:
    """The instant in the account's time and in UTC; what is to come only as things stand."""
    if at is None:
        return ""
    local, utc = instant_in(at, zone), f"{at.astimezone(UTC):%H:%M} UTC"
    shown = local if zone == "UTC" else f"{local} ({utc})"
    if at > clock.now():
        return _("On %(moment)s, as things stand now") % {"moment": shown}
    return _("On %(moment)s") % {"moment": shown}
