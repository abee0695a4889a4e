"""What an entry tells of the permissions page: for each row its ticks, each with its period where it has one."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from bursar.access.permissions import PbxPermission
from bursar.grants.periods import Period, period_text
from bursar.portals.words import pbx_label


def tick_words(values: Mapping[str, Any], time_zone: str) -> Iterator[tuple[str, str]]:
    """For each row (`person:<id>`, `group:<id>`) what is ticked there, in the page's order."""
    dates = values.get("dates") or {}
    for key, ticked in (values.get("ticks") or {}).items():
        periods = dates.get(key, {})
        yield key, ", ".join(_tick(name, periods.get(name), time_zone) for name in _order(ticked))


def _tick(name: str, ends: list[str | None] | None, time_zone: str) -> str:
    label = pbx_label(name)
    if not ends:
        return label
    start, end = (datetime.fromisoformat(each) if each else None for each in ends)
    return _("%(right)s (%(period)s)") % {"right": label, "period": period_text(Period(start, end), time_zone)}


def _order(ticked: Iterable[str]) -> list[str]:
    order = [str(permission) for permission in PbxPermission]
    return sorted((name for name in ticked if name in order), key=order.index)
