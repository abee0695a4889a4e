"""What stands in the lists of people, written out once for each row: templates put it into place."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bursar.access.permissions import Role
from bursar.accounts.named import Named
from bursar.accounts.queries.members import Member
from bursar.accounts.words import ROLES
from bursar.core.days import format_day
from bursar.portals.addresses import address

GROUPS = 3  # are named
_TONES: dict[str, str] = {Role.MEMBER: "", Role.SUPER_ADMIN: "info"}


class Line(NamedTuple):
    """A member of the list. The template takes it apart in this order."""

    person: Named
    url: str
    role: str
    role_tone: str  # of its badge; none for plain Members
    groups: str
    more_groups: int
    joined: str
    state: str
    state_tone: str  # of its badge; none for who is active


def lines(rows: Iterable[Member], groups: Mapping[int, Sequence[str]], number: str) -> list[Line]:
    """The rows of a page, with the names of the groups that each person is in."""
    language = get_language() or "en"
    roles = {str(role): str(label) for role, label in ROLES.items()}
    here = address("admin:person-list", number=number)
    states = {"": _("Active"), "warn": _("Suspended"), "bad": _("Deactivated")}
    found = []
    for row in rows:
        names = groups.get(row.person.pk, ())
        tone = "" if row.is_active and not row.is_suspended else "warn" if row.is_active else "bad"
        found.append(
            Line(
                row.person,
                f"{here}{row.person.uid}/",
                row.custom_role.name if row.custom_role else roles[row.role],
                _TONES.get(row.role, "neutral"),
                ", ".join(names[:GROUPS]) or "–",
                max(len(names) - GROUPS, 0),
                format_day(row.joined_at, "medium", language),
                states[tone],
                tone,
            )
        )
    return found
