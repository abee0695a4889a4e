"""On what terms somebody is a billing administrator: level or rights, from when until when, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from bursar.access.permissions import BILLING, Level, Permission, level_permissions, missing_needs
from bursar.core import clock
from bursar.core.errors import Refused


@dataclass(frozen=True)
class Terms:
    """What is given: [valid_from, valid_until) as UTC instants; no beginning means at once, no end means for good."""

    level: Level
    rights: frozenset[Permission] = frozenset()  # of the level Custom only
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    reason: str = ""

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the level contains."""
        return level_permissions(self.level, self.rights)

    @property
    def start(self) -> datetime:
        """When it begins to count: not before now."""
        return max(self.valid_from or clock.now(), clock.now())

    def starting(self, at: datetime | None) -> "Terms":
        """The same from another beginning."""
        return replace(self, valid_from=at)

    def as_words(self) -> dict[str, Any]:
        """As JSON for an invitation's offer and for the activity: words and dates only."""
        return {
            "level": str(self.level),
            "rights": sorted(self.rights) if self.level is Level.CUSTOM else [],
            "valid_from": self.valid_from.isoformat() if self.valid_from else None,
            "valid_until": self.valid_until.isoformat() if self.valid_until else None,
            "reason": self.reason,
        }


def from_words(words: dict[str, Any]) -> Terms:
    """The terms that `as_words` wrote."""
    start, end = words.get("valid_from"), words.get("valid_until")
    return Terms(
        Level(words["level"]),
        frozenset(Permission(right) for right in words.get("rights", [])),
        datetime.fromisoformat(start) if start else None,
        datetime.fromisoformat(end) if end else None,
        words.get("reason", ""),
    )


def for_days(
    level: Level,
    rights: Iterable[Permission],
    *,
    starts_on: date | None,
    ends_on: date | None,
    reason: str,
    time_zone: str,
) -> Terms:
    """Terms by dates in the account's time zone; the end date is the last day on which they count."""
    start = _midnight(starts_on, time_zone) if starts_on else None
    end = _midnight(ends_on + timedelta(days=1), time_zone) if ends_on else None
    return Terms(level, frozenset(rights) if level is Level.CUSTOM else frozenset(), start, end, reason.strip())


def day_of(instant: datetime | None, time_zone: str) -> date | None:
    """The date on which an instant falls in the account's time zone."""
    return instant.astimezone(ZoneInfo(time_zone)).date() if instant else None


def last_day(until: datetime | None, time_zone: str) -> date | None:
    """The last day of a period that ends at `until`."""
    return day_of(until - timedelta(microseconds=1), time_zone) if until else None


def check_sound(terms: Terms, time_zone: str) -> None:
    """Refuse terms that make no sense by themselves, whoever gives them."""
    if terms.level is Level.CUSTOM:
        _check_rights(terms.rights)
    now = clock.now()
    if terms.valid_from and day_of(terms.valid_from, time_zone) < day_of(now, time_zone):  # type: ignore[operator]
        raise Refused("starts_in_the_past", _("The start date is in the past."), field="starts_on")
    if terms.valid_until and terms.valid_until <= now:
        raise Refused("ends_in_the_past", _("The end date is in the past."), field="ends_on")
    if terms.valid_until and terms.valid_until <= terms.start:
        raise Refused("ends_before_start", _("The end date is before the start date."), field="ends_on")


def _check_rights(rights: frozenset[Permission]) -> None:
    if not rights <= frozenset(BILLING):
        raise Refused("not_a_billing_right", _("This is no right of the billing portal."), field="rights")
    if Permission.BILLING_PORTAL_ENTER not in rights or missing_needs(rights):
        text = _("The rights chosen do not hold together: paying and payment methods need “View invoices” as well.")
        raise Refused("needs_missing", text, field="rights")
    if rights == {Permission.BILLING_PORTAL_ENTER}:
        raise Refused("no_rights", _("Choose at least one right, or another level."), field="rights")


def _midnight(day: date, time_zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(time_zone)).astimezone(ZoneInfo("UTC"))
