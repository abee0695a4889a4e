"""The periods of ticks as fields of the permissions page: four for each tick, named after its row and permission."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.http import QueryDict
from django.utils.translation import gettext as _

from bursar.access.permissions import PbxPermission
from bursar.core.errors import Refused
from bursar.core.moments import Moment, beginning, begun, ended, ending
from bursar.grants.periods import ALWAYS, Period
from bursar.pbx.draft import Dates, Principal
from bursar.portals.period_words import odd_text

FIELDS = ("starts_on", "starts_at", "ends_on", "ends_at")
_WITHIN = (date(1990, 1, 1), date(2199, 12, 31))


@dataclass(frozen=True, slots=True)
class Fields:
    """What the four fields of a tick show; `exact` is the period that they stand for, to the microsecond."""

    starts_on: str = ""
    starts_at: str = ""
    ends_on: str = ""
    ends_at: str = ""
    exact: str = ""


def shown(period: Period, zone: str) -> Fields:
    """The fields that show a period."""
    first = begun(period.valid_from, zone) if period.valid_from else None
    last = ended(period.valid_until, zone) if period.valid_until else None
    exact = "/".join(each.isoformat() if each else "" for each in (period.valid_from, period.valid_until))
    if period == ALWAYS:
        return Fields()
    return Fields(*_words(first), *_words(last), exact)


def as_fields(who: Principal, dates: Dates, zone: str) -> Iterator[tuple[str, str]]:
    """Names and values of all fields of a row, to be sent again."""
    for permission, period in sorted(dates.items()):
        fields = shown(period, zone)
        for name in (*FIELDS, "exact"):
            yield f"{name}:{who}:{permission}", getattr(fields, name)


@dataclass(frozen=True, slots=True)
class Said:
    """What a form says of a tick: the period, and which instants are meant where the clocks leave that open."""

    period: Period
    notes: tuple[str, ...] = ()


def read(data: QueryDict, who: Principal, zone: str) -> dict[PbxPermission, Said]:
    """What a form says of a row: of each permission of which it has one of the fields.

    Raises ValueError for what no browser's date field could have sent, Refused for a time without a day.
    """
    said = (p for p in PbxPermission if any(f"{name}:{who}:{p}" in data for name in FIELDS))
    return {permission: _said(data, who, permission, zone) for permission in said}


def _said(data: QueryDict, who: Principal, permission: PbxPermission, zone: str) -> Said:
    typed = {name: str(data.get(f"{name}:{who}:{permission}", "")).strip() for name in FIELDS}
    first = _moment(typed["starts_on"], typed["starts_at"], f"{who}#{permission}")
    last = _moment(typed["ends_on"], typed["ends_at"], f"{who}#{permission}")
    was = _exact(str(data.get(f"exact:{who}:{permission}", "")))
    start = _kept(was.valid_from, begun, first, zone) or (beginning(first, zone) if first else None)
    end = _kept(was.valid_until, ended, last, zone) or (ending(last, zone) if last else None)
    odd = [*_odd(first, start, zone), *_odd(last, end, zone)]
    return Said(Period(start, end), tuple(odd))


def _odd(moment: Moment | None, instant: datetime | None, zone: str) -> Iterator[str]:
    if moment and instant:
        yield from odd_text(moment, instant, zone)


def _kept(
    instant: datetime | None, named: Callable[[datetime, str], Moment], moment: Moment | None, zone: str
) -> datetime | None:
    """The instant that the fields were drawn from, where nobody touched them."""
    return instant if instant and moment and named(instant, zone) == moment else None


def _exact(text: str) -> Period:
    start, _slash, end = text.partition("/")
    return Period(_instant(start), _instant(end))


def _instant(text: str) -> datetime | None:
    if not text:
        return None
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None or not _WITHIN[0] <= instant.date() <= _WITHIN[1]:
        raise ValueError("no instant, or one far from ours")
    return instant


def _moment(day: str, at: str, field: str) -> Moment | None:
    if not day:
        if at:
            raise Refused("day_missing", _("Say on which day as well."), field=field)
        return None
    read_day = date.fromisoformat(day)
    if not _WITHIN[0] <= read_day <= _WITHIN[1]:
        raise ValueError("a day far from ours")
    read_at = time.fromisoformat(at) if at else None
    if read_at and read_at.tzinfo:
        raise ValueError("a time of the account's zone names none")
    return Moment(read_day, read_at)


def _words(moment: Moment | None) -> tuple[str, str]:
    if moment is None:
        return "", ""
    return moment.day.isoformat(), f"{moment.at:%H:%M}" if moment.at else ""
