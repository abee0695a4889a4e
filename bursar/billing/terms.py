"""On what terms somebody is a billing administrator: level or rights, from when until when, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from bursar.access.permissions import BILLING, Level, Permission, level_permissions, missing_needs
from bursar.core import clock
from bursar.core.errors import Refused
from bursar.grants.periods import Period, check_period


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
        return self.period.start(clock.now())

    @property
    def period(self) -> Period:
        """From when until when."""
        return Period(self.valid_from, self.valid_until)

    def starting(self, at: datetime | None) -> "Terms":
        """The same from another beginning."""
        return replace(self, valid_from=at)

    def extended(self, time_zone: str) -> "Terms":
        """The same for a calendar month longer."""
        period = self.period.extended(clock.now(), time_zone)
        return replace(self, valid_from=period.valid_from, valid_until=period.valid_until)

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


def for_period(level: Level, rights: Iterable[Permission], period: Period, *, reason: str) -> Terms:
    """Terms for a period; `rights` counts for the level Custom only."""
    chosen = frozenset(rights) if level is Level.CUSTOM else frozenset()
    return Terms(level, chosen, period.valid_from, period.valid_until, reason.strip())


def check_sound(terms: Terms, time_zone: str) -> None:
    """Refuse terms that make no sense by themselves, whoever gives them."""
    if terms.level is Level.CUSTOM:
        _check_rights(terms.rights)
    check_period(terms.period, time_zone)


def _check_rights(rights: frozenset[Permission]) -> None:
    if not rights <= frozenset(BILLING):
        raise Refused("not_a_billing_right", _("This is no right of the billing portal."), field="rights")
    if Permission.BILLING_PORTAL_ENTER not in rights or missing_needs(rights):
        text = _("The rights chosen do not hold together: paying and payment methods need “View invoices” as well.")
        raise Refused("needs_missing", text, field="rights")
    if rights == {Permission.BILLING_PORTAL_ENTER}:
        raise Refused("no_rights", _("Choose at least one right, or another level."), field="rights")
