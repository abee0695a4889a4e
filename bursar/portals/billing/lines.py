"""What stands in the list of billing administrators, written out once for each row: the template puts it into place."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from bursar.access.permissions import Level
from bursar.accounts.named import Named
from bursar.billing.queries import Administrator
from bursar.core.days import format_beginning, format_day, format_end
from bursar.grants.queries import Access
from bursar.portals.addresses import address
from bursar.portals.period_words import ahead_text

Mark = tuple[str, str]  # words and the tone of their badge


class Line(NamedTuple):
    """An administrator of the list. The template takes it apart in this order."""

    person: Named
    is_self: bool
    is_quiet: bool
    level: Mark
    rights: str  # of the level Custom
    begins: str
    ends: str
    marks: list[Mark]
    given: str
    given_on: str
    reason: str
    url: str  # of the pages on this one; empty where the reader may not touch them
    seen: str  # the revision that can be extended at once; empty where no end comes near


def lines(access: Access, rows: Iterable[Administrator]) -> list[Line]:
    """The rows of a page."""
    zone, language = access.account.time_zone, get_language() or "en"
    here = address("billing:administrators", number=access.account.number)
    since, from_, until, always = _("Since %(date)s"), _("From %(date)s"), _("Until %(date)s"), _("No end date")
    found = []
    for row in rows:
        terms, given_on = row.terms, format_day(row.given_on, "medium", language)
        if row.status == "sleeping" and terms.valid_from:
            begins = from_ % {"date": format_beginning(terms.valid_from, zone, language)}
        else:
            begins = since % {"date": format_day(row.since, "medium", language)}
        found.append(
            Line(
                person=row.person,
                is_self=row.is_self,
                is_quiet=access.goes_by_role or row.status in ("expired", "deactivated"),
                level=(row.level, "info" if terms.level is Level.FULL else "neutral"),
                rights=", ".join(row.rights) if terms.level is Level.CUSTOM else "",
                begins=begins,
                ends=until % {"date": format_end(terms.valid_until, zone, language)} if terms.valid_until else always,
                marks=list(marks(row)),
                given=row.given_by or row.how,
                given_on=f"{row.how}, {given_on}" if row.given_by else given_on,
                reason=terms.reason,
                url=f"{here}{row.person.uid}/" if row.is_touchable else "",
                seen=row.revision if row.status == "ending" else "",
            )
        )
    return found


def marks(row: Administrator) -> Iterator[Mark]:
    """What is to be said of a level that does not simply count, and of who is no member."""
    if row.status in ("sleeping", "ending"):
        yield ahead_text(row.terms.period), "info" if row.status == "sleeping" else "warn"
    elif row.status == "expired":
        yield pgettext("access", "Expired"), "bad"
    elif row.status == "deactivated":
        yield _("Deactivated"), "bad"
    elif row.status == "unconfirmed":
        yield _("Address not confirmed"), "warn"
    if not row.is_member:
        yield _("Not a member"), "neutral"
