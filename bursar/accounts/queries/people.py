"""Reads on the people of an account: the list with its filters, one member, who may be put in a group."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, F, OrderBy, Q, QuerySet, Value, When
from django.db.models.functions import Lower

from bursar.access.permissions import Role
from bursar.accounts.models import Account, GroupMembership, Membership, Person
from bursar.accounts.queries.groups import forest, group_by_uid
from bursar.core.errors import NotKnown

SORTS = {
    "name": ("person__last_name", "person__first_name", "person_id"),
    "role": ("role", "person__last_name", "person__first_name", "person_id"),
    "joined": ("joined_at", "person_id"),
}
RANKS = (Role.SUPER_ADMIN, Role.ADMIN, Role.CUSTOM, Role.MEMBER)


@dataclass(frozen=True)
class PeopleFilter:
    """What the list is narrowed to; empty means everybody."""

    text: str = ""  # part of a name or an address
    role: str = ""  # a built-in role's word, or a custom role's uid
    group: str = ""  # a group's uid: those in it or in one inside it
    state: str = ""  # active | suspended | deactivated
    sort: str = "name"  # a key of SORTS, with "-" in front for the other way round


def people(account: Account, wanted: PeopleFilter) -> QuerySet[Membership]:
    """The members that the filter leaves, in its order."""
    rows = Membership.objects.filter(_text(wanted.text), account=account, ended_at__isnull=True)
    rows = _with_role(rows, wanted.role)
    if wanted.state == "suspended":
        rows = rows.filter(is_suspended=True)
    elif wanted.state == "deactivated":
        rows = rows.filter(person__deactivated_at__isnull=False)
    elif wanted.state == "active":
        rows = rows.filter(is_suspended=False, person__deactivated_at__isnull=True)
    if wanted.group:
        rows = rows.filter(person_id__in=_in_group(account, wanted.group))
    return rows.select_related("person", "custom_role").order_by(*_order(wanted.sort))


def member_by_uid(account: Account, uid: str) -> Membership:
    """The open membership of the person with this uid. Raises NotKnown: who is elsewhere does not exist here."""
    row = (
        Membership.objects.filter(account=account, person__uid=uid, ended_at__isnull=True)
        .select_related("person", "custom_role")
        .prefetch_related("custom_role__permissions")
        .first()
    )
    if row is None:
        raise NotKnown
    return row


def group_names(account: Account, person_ids: list[int]) -> dict[int, list[str]]:
    """The names of the groups that each of these persons is in directly."""
    rows = GroupMembership.objects.filter(account=account, person_id__in=person_ids, ended_at__isnull=True)
    found: dict[int, list[str]] = {}
    for person, name in rows.order_by("group__name_folded").values_list("person_id", "group__name"):
        found.setdefault(person, []).append(name)
    return found


def groups_of(account: Account, person: Person) -> list[GroupMembership]:
    """The groups that the person is in directly, with since when, by name."""
    rows = GroupMembership.objects.filter(account=account, person=person, ended_at__isnull=True)
    return list(rows.select_related("group").order_by("group__name_folded"))


def group_members(account: Account, group_id: int) -> QuerySet[GroupMembership]:
    """Who is in the group directly, by name."""
    rows = GroupMembership.objects.filter(account=account, group_id=group_id, ended_at__isnull=True)
    return rows.select_related("person").order_by("person__last_name", "person__first_name", "person_id")


def candidates(account: Account, group_id: int, text: str, ticked: Sequence[str] = ()) -> QuerySet[Membership]:
    """The members who are not in the group: those ticked already, then those that `text` finds, each by name."""
    within = GroupMembership.objects.filter(group_id=group_id, ended_at__isnull=True).values("person_id")
    is_ticked = Q(person__uid__in=ticked)
    shown = is_ticked | _text(text) if text.strip() else Q()  # an empty Q would add nothing to an `or`
    rows = Membership.objects.filter(shown, account=account, ended_at__isnull=True)
    rows = rows.filter(is_suspended=False, person__deactivated_at__isnull=True).exclude(person_id__in=within)
    first = Case(When(is_ticked, then=Value(0)), default=Value(1)).asc()
    return rows.select_related("person", "custom_role").order_by(first, *_order("name"))


def people_matching(account: Account, text: str) -> list[int]:
    """The ids of people who are or were in the account and whose name or address contains `text`."""
    rows = Membership.objects.filter(_text(text), account=account)
    return list(rows.order_by("person_id").values_list("person_id", flat=True).distinct())


def people_count(account: Account) -> dict[str, int]:
    """How many members there are, by state."""
    rows = Membership.objects.filter(account=account, ended_at__isnull=True)
    return {
        "all": rows.count(),
        "suspended": rows.filter(is_suspended=True).count(),
        "super_admins": rows.filter(
            role=Role.SUPER_ADMIN, is_suspended=False, person__deactivated_at__isnull=True
        ).count(),
    }


def _text(text: str) -> Q:
    """Every word has to be found in the folded name and address (SQLite folds ASCII only, so we fold)."""
    found = Q()
    for word in text.casefold().split():
        found &= Q(person__name_folded__contains=word)
    return found


def _with_role(rows: QuerySet[Membership], role: str) -> QuerySet[Membership]:
    if not role:
        return rows
    return rows.filter(role=role) if role in list(Role) else rows.filter(custom_role__uid=role)


def _in_group(account: Account, uid: str) -> QuerySet[GroupMembership, int]:
    group = group_by_uid(account, uid)
    ids = [group.pk, *forest(account).inside(group.pk)]
    rows = GroupMembership.objects.filter(account=account, group_id__in=ids, ended_at__isnull=True)
    return rows.values_list("person_id", flat=True)


def _order(sort: str) -> list[OrderBy]:
    keys = SORTS.get(sort.removeprefix("-"), SORTS["name"])
    return [key.desc() if sort.startswith("-") else key.asc() for key in map(_key, keys)]


def _key(name: str) -> Lower | Case | F:
    if name == "role":
        return Case(*(When(role=role, then=Value(n)) for n, role in enumerate(RANKS)), default=Value(len(RANKS)))
    return Lower(name) if name.endswith("_name") else F(name)
