"""Who may, as rows of a list and of a file: each person with each way, since when, by whose hand and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from bursar.access.facts import Source
from bursar.access.permissions import Permission
from bursar.audit.kinds import Area
from bursar.grants.queries import Access, Holder, permission_label
from bursar.grants.queries.candidates import Candidate
from bursar.grants.queries.holders import HeldWay
from bursar.portals.spreadsheet import Table, harmless
from bursar.portals.why import chains
from bursar.portals.why.words import Voice


@dataclass(frozen=True)
class Named:
    """Somebody as the reader sees them: the address only where they may see that."""

    uid: str
    name: str
    email: str
    initials: str
    is_member: bool


@dataclass(frozen=True)
class Reader:
    """What the reader may see besides: the addresses of people, and the activity of some areas."""

    time_zone: str
    sees_people: bool
    areas: frozenset[Area]

    @classmethod
    def of(cls, access: Access) -> "Reader":
        """Somebody at a door."""
        areas = (area for area, right in _SEEN_BY.items() if access.may(right))
        return cls(access.account.time_zone, access.may(Permission.MEMBER_VIEW), frozenset(areas))

    @classmethod
    def operator(cls, time_zone: str) -> "Reader":
        """Whoever runs the installation."""
        return cls(time_zone, True, frozenset(Area))


_SEEN_BY = {Area.ADMIN: Permission.ACTIVITY_VIEW, Area.BILLING: Permission.BILLING_ACTIVITY_VIEW}


def row(holder: Holder, reader: Reader, *, names_rights: bool) -> dict[str, Any]:
    """A person with their ways."""
    voice = Voice(reader.time_zone)
    return {"who": _named(holder, reader), "ways": [_way(way, voice, names_rights) for way in holder.ways]}


def table(holders: Iterable[Holder], reader: Reader) -> Table:
    """A line for each way of each person; instants in the account's time zone."""
    heads = [
        *(_("Name"), _("E-mail address"), _("Member of the account"), _("Rights"), _("Way")),
        *(_("Since"), _("Given by"), _("Until"), _("Reason")),
    ]
    zone = ZoneInfo(reader.time_zone)
    return [heads, *(_line(_named(holder, reader), way, zone) for holder in holders for way in holder.ways)]


def named(who: Candidate, reader: Reader, *, is_administrator: bool) -> Named:
    """Whoever sees people sees their addresses; whoever manages billing administrators, theirs."""
    sees = reader.sees_people or is_administrator
    return Named(who.uid, who.name, who.email if sees else "", who.initials, who.is_member)


def _named(holder: Holder, reader: Reader) -> Named:
    grants = (way.chain.grant for way in holder.ways)
    is_administrator = any(grant is not None and grant.source is Source.BILLING for grant in grants)
    return named(holder.who, reader, is_administrator=is_administrator)


def _way(way: HeldWay, voice: Voice, names_rights: bool) -> dict[str, Any]:
    grant = way.chain.grant
    return {
        "road": chains.road(way.chain),
        "rights": [permission_label(right) for right in way.rights] if names_rights else [],
        "since": voice.day(way.chain.since),
        "given_by": grant.granted_by if grant else "",
        "until": voice.end(way.chain.until) if way.chain.until else "",
        "reason": grant.reason if grant else "",
    }


def _line(who: Named, way: HeldWay, zone: ZoneInfo) -> list[str]:
    grant = way.chain.grant
    texts = (who.name, who.email, _("Yes") if who.is_member else _("No"))
    rights = ", ".join(permission_label(right) for right in way.rights)
    more = (grant.granted_by, grant.reason) if grant else ("", "")
    cells = [*texts, rights, chains.road(way.chain), _iso(way.chain.since, zone), more[0], _iso(way.chain.until, zone)]
    return [harmless(cell) for cell in (*cells, more[1])]


def _iso(instant: datetime | None, zone: ZoneInfo) -> str:
    return instant.astimezone(zone).isoformat(" ", "minutes") if instant else ""
