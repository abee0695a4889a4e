"""From when until when, as fields of a form: days and times of the account's time zone."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from bursar.core import clock
from bursar.core.moments import Moment, beginning, begun, ended, ending
from bursar.grants.periods import ALWAYS, Period
from bursar.portals.forms import date_field, time_field
from bursar.portals.period_words import odd_text


class DateInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PeriodFields(forms.Form):
    """A beginning and an end, each a day and perhaps a time; what nobody touched comes back to the microsecond."""

    starts_on = date_field(_l("Start date"), DateInput())
    starts_at = time_field(_l("Start time"))
    ends_on = date_field(_l("End date"), DateInput())
    ends_at = time_field(_l("End time"))

    def __init__(self, *args: Any, time_zone: str, was: Period = ALWAYS, **kwargs: Any) -> None:
        self.time_zone, self.was = time_zone, was.since(clock.now())
        kwargs["initial"] = {**shown(self.was, time_zone), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        zone = {"zone": time_zone}
        self.fields["starts_on"].help_text = _("Empty: at once. Dates are those of %(zone)s.") % zone
        self.fields["starts_at"].help_text = _("Empty: when the day begins.")
        self.fields["ends_on"].help_text = _("The last day of access. Empty: no end date.")
        self.fields["ends_at"].help_text = _("Empty: when the day is over.")

    def clean(self) -> dict[str, Any]:
        """A time is one of a day."""
        cleaned = super().clean() or {}
        for name in ("starts", "ends"):
            if cleaned.get(f"{name}_at") is not None and not cleaned.get(f"{name}_on"):
                self.add_error(f"{name}_on", _("Say on which day as well."))
        return cleaned

    def period(self) -> Period:
        """What was chosen, as instants."""
        starts, ends = self._moment("starts"), self._moment("ends")
        first, last = self.was.valid_from, self.was.valid_until
        if starts is not None and not (first and begun(first, self.time_zone) == starts):
            first = beginning(starts, self.time_zone)
        if ends is not None and not (last and ended(last, self.time_zone) == ends):
            last = ending(ends, self.time_zone)
        return Period(first if starts else None, last if ends else None)

    def odd(self) -> Iterator[str]:
        """Which instant is meant where the clocks skip what was chosen or show it twice."""
        period = self.period()
        for name, instant in (("starts", period.valid_from), ("ends", period.valid_until)):
            moment = self._moment(name)
            if moment is not None and instant is not None:
                yield from odd_text(moment, instant, self.time_zone)

    def _moment(self, name: str) -> Moment | None:
        day = self.cleaned_data[f"{name}_on"]
        return Moment(day, self.cleaned_data[f"{name}_at"]) if day else None


def shown(period: Period, time_zone: str) -> dict[str, Any]:
    """What the fields show for a period."""
    first = begun(period.valid_from, time_zone) if period.valid_from else None
    last = ended(period.valid_until, time_zone) if period.valid_until else None
    return {
        "starts_on": first.day if first else None,
        "starts_at": first.at if first else None,
        "ends_on": last.day if last else None,
        "ends_at": last.at if last else None,
    }
