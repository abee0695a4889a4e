"""Reads on members: one of them, their groups, who is in a group, how many there are."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from bursar.access.permissions import Role
from bursar.accounts.models import Account, GroupMembership, Membership, Person
from bursar.accounts.models.membership import RANKS
from bursar.accounts.queries.windows import Order, window
from bursar.core.errors import NotKnown
from bursar.core.windows import Place, Window


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


def group_members(account: Account, group_id: int, place: Place) -> Window[GroupMembership]:
    """A window on who is in the group directly, by name."""
    every = GroupMembership.objects.filter(account=account, group_id=group_id)
    rows = every.filter(ended_at__isnull=True).select_related("person")

    def here(uid: str) -> QuerySet[GroupMembership, Any]:
        return every.filter(person__uid=uid).order_by("-pk").values_list("name_key", "person_id")[:1]

    return window(rows, Order(("name_key", "person_id")), place, here, lambda row: row.person.uid)


def those_inside(group_id: int, person_ids: Sequence[int]) -> set[int]:
    """Those of these persons who are in the group directly."""
    rows = GroupMembership.objects.filter(group_id=group_id, person_id__in=person_ids, ended_at__isnull=True)
    return set(rows.values_list("person_id", flat=True))


def people_count(account: Account) -> dict[str, int]:
    """How many members there are, by state."""
    rows = Membership.objects.filter(account=account, ended_at__isnull=True)
    super_admins = rows.filter(rank=RANKS.index(Role.SUPER_ADMIN), is_suspended=False)
    return {
        "all": rows.count(),
        "suspended": rows.filter(is_suspended=True).count(),
        "super_admins": super_admins.filter(person__deactivated_at__isnull=True).count(),
    }
