"""What the words and pictures of decisions share: about whom they speak, dates, and what a grant is called."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from bursar.access.facts import Fact, Grant, InGroup, Membership, Nested, Source
from bursar.core.days import format_beginning, format_day, format_end
from bursar.portals.words import level_label, pbx_label, role_label


@dataclass(frozen=True)
class Voice:
    """About whom is spoken (nobody named: to the reader, about themselves), in which account's time zone."""

    zone: str
    who: str = ""

    def day(self, instant: datetime) -> str:
        """The date on which an instant falls in the account."""
        return format_day(instant.astimezone(ZoneInfo(self.zone)), "medium", translation.get_language())

    def beginning(self, instant: datetime) -> str:
        """When something begins, in the account's time and in UTC."""
        return format_beginning(instant, self.zone, translation.get_language())

    def end(self, instant: datetime) -> str:
        """When something ends, likewise."""
        return format_end(instant, self.zone, translation.get_language())


def node(kind: str, label: str, note: str = "", *, broken: str = "") -> dict[str, str]:
    """A node of a picture; `broken` says what is wrong with the link that leads to it."""
    return {"kind": kind, "label": label, "note": note, "url": "", "broken": broken}


def person_node(voice: Voice) -> dict[str, str]:
    """Where every road begins."""
    return node("person", voice.who or _("You"))


def link_node(link: Fact, *, broken: str = "") -> dict[str, str]:
    """What a link leads to: a group, a role, or what was given."""
    if isinstance(link, Grant):
        is_level = link.source is Source.BILLING
        note = _("level") if is_level else _("PBX permission")
        return node("level" if is_level else "permission", grant_label(link), note, broken=broken)
    if isinstance(link, Membership):
        return node("role", role_label(link.role), _("role"), broken=broken)
    return node("group", group_name(link), _("group"), broken=broken)


def grant_label(grant: Grant) -> str:
    """The level or the PBX permission."""
    return level_label(grant.name) if grant.source is Source.BILLING else pbx_label(grant.name)


def group_name(link: Fact) -> str:
    """The group that a link leads to; empty when it leads to none."""
    if isinstance(link, InGroup):
        return link.group_name
    return link.parent_name if isinstance(link, Nested) else ""


def given(grant: Grant, voice: Voice) -> str:
    """By whom and when, as a sentence."""
    day = voice.day(grant.granted_at) if grant.granted_at else ""
    if not grant.granted_by:
        return _("Since %(date)s.") % {"date": day}
    return _("Given by %(giver)s on %(date)s.") % {"giver": grant.granted_by, "date": day}
