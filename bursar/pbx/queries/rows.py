"""The permissions page: its rows, each tick with its giver, and what comes through groups."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bursar.access.facts import Source
from bursar.access.permissions import PbxPermission, Role
from bursar.accounts.models import Account, Group, GroupMembership, Membership, Person
from bursar.core import clock
from bursar.grants.models import Grant
from bursar.grants.queries import open_grants
from bursar.pbx.draft import Kind, Principal, Ticks
from bursar.pbx.models import PermissionsPage
from bursar.pbx.principals import Found, find, known
from bursar.pbx.queries.groups import Place, places

Ticked = dict[Principal, dict[PbxPermission, Grant]]
Through = dict[PbxPermission, list[str]]


@dataclass(frozen=True, slots=True)
class Given:
    """By whom and when a permission was ticked."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Row:
    """A person or a group with what is ticked for them."""

    who: Found
    given: Mapping[PbxPermission, Given] = field(default_factory=dict)
    through: Mapping[PbxPermission, list[str]] = field(default_factory=dict)  # names of groups
    place: Place | None = None  # of a group

    @property
    def principal(self) -> Principal:
        """The person or group."""
        return self.who.principal

    @property
    def ticks(self) -> Ticks:
        """What is ticked for them directly."""
        return frozenset(self.given)


@dataclass(frozen=True, slots=True)
class PermissionsView:
    """The whole page as it is now."""

    version: int
    drawn_at: datetime
    saved_at: datetime | None
    saved_by: str
    super_admins: list[Person]
    rows: list[Row]


def page(account: Account, also: Iterable[Principal] = ()) -> PermissionsView:
    """The page's rows: who has a tick, and those of `also` without one. Raises NotKnown when one of them is unknown.

    The number of queries does not depend on the number of rows.
    """
    drawn_at = clock.now()
    header = PermissionsPage.objects.filter(account=account).first() or PermissionsPage(account=account)
    ticks = ticked(account)
    found = {**known(account, ticks), **find(account, frozenset(also) - ticks.keys())}
    placed = places(account)
    through = _through(account, found, ticks, placed)
    rows = [_row(found[who], ticks.get(who, {}), through[who], placed) for who in found]
    saved_by = Person.objects.filter(pk=header.saved_by_id or 0).first()
    return PermissionsView(
        version=header.version,
        drawn_at=drawn_at,
        saved_at=header.saved_at,
        saved_by=str(saved_by or ""),
        super_admins=super_admins(account),
        rows=sorted(rows, key=_order),
    )


def ticked(account: Account) -> Ticked:
    """What is ticked on the page now: the open grants by principal and permission."""
    found: Ticked = defaultdict(dict)
    for grant in open_grants(account).filter(source=Source.PBX):
        found[principal_of(grant)][PbxPermission(grant.name)] = grant
    return dict(found)


def plain(ticks: Ticked) -> dict[Principal, Ticks]:
    """The same as plain values."""
    return {who: frozenset(grants) for who, grants in ticks.items()}


def principal_of(grant: Grant) -> Principal:
    """The person or group that holds a grant."""
    if grant.group is not None:
        return Principal(Kind.GROUP, grant.group.uid)
    return Principal(Kind.PERSON, grant.person.uid if grant.person else "")


def super_admins(account: Account) -> list[Person]:
    """The active Super admins of the account, by name: they may change the page by their role."""
    rows = Membership.objects.filter(
        account=account,
        role=Role.SUPER_ADMIN,
        is_suspended=False,
        ended_at__isnull=True,
        person__deactivated_at__isnull=True,
    )
    return [row.person for row in rows.select_related("person").order_by("person__last_name", "person_id")]


def _row(who: Found, grants: Mapping[PbxPermission, Grant], through: Through, placed: Mapping[int, Place]) -> Row:
    given = {p: Given(str(g.granted_by or g.granted_by_operator or ""), g.granted_at) for p, g in grants.items()}
    return Row(who, given, through, placed.get(who.group.pk) if who.group else None)


def _through(
    account: Account, found: Mapping[Principal, Found], ticks: Ticked, placed: Mapping[int, Place]
) -> dict[Principal, Through]:
    """What each row has without a tick of its own: from the groups a person is in, and from the groups above."""
    carried = {ticks[who][p].group_id: frozenset(ticks[who]) for who in ticks for p in ticks[who]}
    people = [who.person.pk for who in found.values() if who.person]
    rows = GroupMembership.objects.filter(account=account, ended_at__isnull=True, person__in=people)
    groups_of: dict[int, dict[int, Group]] = defaultdict(dict)
    for person, group in rows.values_list("person_id", "group_id"):
        if group in placed:
            groups_of[person] |= {g.pk: g for g in (placed[group].group, *placed[group].ancestors)}
    return {
        principal: _collected(_above(who, placed) if who.group else groups_of[who.id].values(), carried)
        for principal, who in found.items()
    }


def _above(who: Found, placed: Mapping[int, Place]) -> tuple[Group, ...]:
    return placed[who.id].ancestors if who.id in placed else ()


def _collected(groups: Iterable[Group], carried: Mapping[int | None, Ticks]) -> Through:
    names: Through = defaultdict(list)
    for group in groups:
        for permission in carried.get(group.pk, frozenset()):
            names[permission].append(group.name)
    return dict(names)


def _order(row: Row) -> tuple[bool, bool, str, str]:
    """PBX Super administrators first, then persons, then groups, each by name."""
    is_super = PbxPermission.SUPER_ADMINISTRATOR in row.given
    return (not is_super, row.principal.kind is Kind.GROUP, row.who.name.casefold(), row.principal.uid)
