"""The account's groups as a tree: where each stands, and whom it reaches through the groups inside it."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet

from bursar.accounts.models import Account, Group, GroupMembership, GroupNesting, Membership, Person


@dataclass(frozen=True, slots=True)
class Place:
    """A group's place: its ancestors (nearest first) and the people whom it reaches."""

    group: Group
    ancestors: tuple[Group, ...]
    people: frozenset[int]

    @property
    def path(self) -> str:
        """The ancestors from the top, for display."""
        return " › ".join(group.name for group in reversed(self.ancestors))


@dataclass(slots=True)
class GroupNode:
    """A group in the tree with its members and the groups inside it."""

    group: Group
    reach: int
    members: list[Person] = field(default_factory=list)
    children: list["GroupNode"] = field(default_factory=list)


def places(account: Account) -> dict[int, Place]:
    """Every group of the account by id (three queries, however many there are)."""
    groups = {g.pk: g for g in Group.objects.filter(account=account, deleted_at__isnull=True).order_by("name_folded")}
    parents = _parents(account)
    ancestors = {pk: _climb(pk, parents, groups) for pk in groups}
    reach: dict[int, set[int]] = defaultdict(set)
    for group, person in _inside(account).values_list("group_id", "person_id"):
        for above in (group, *(a.pk for a in ancestors.get(group, ()))):
            reach[above].add(person)
    return {pk: Place(group, ancestors[pk], frozenset(reach[pk])) for pk, group in groups.items()}


def group_tree(account: Account) -> list[GroupNode]:
    """The groups without a parent, each with its members and the groups inside it, by name."""
    placed = places(account)
    nodes = {pk: GroupNode(place.group, len(place.people)) for pk, place in placed.items()}
    rows = _inside(account).select_related("person").order_by("person__last_name", "person__first_name", "person_id")
    for row in rows:
        if row.group_id in nodes:
            nodes[row.group_id].members.append(row.person)
    roots: list[GroupNode] = []
    for pk, place in placed.items():
        siblings = nodes[place.ancestors[0].pk].children if place.ancestors else roots
        siblings.append(nodes[pk])
    return roots


def _parents(account: Account) -> dict[int, int]:
    rows = GroupNesting.objects.filter(account=account, ended_at__isnull=True)
    return dict(rows.values_list("child_id", "parent_id"))


def _climb(pk: int, parents: dict[int, int], groups: dict[int, Group]) -> tuple[Group, ...]:
    climbed = []
    seen = {pk}
    while (pk := parents.get(pk, 0)) in groups and pk not in seen:
        seen.add(pk)
        climbed.append(groups[pk])
    return tuple(climbed)


def _inside(account: Account) -> QuerySet[GroupMembership]:
    """Who is in a group and counts: members who are neither suspended nor deactivated."""
    active = Membership.objects.filter(
        account=account, person=OuterRef("person"), ended_at__isnull=True, is_suspended=False
    )
    rows = GroupMembership.objects.filter(account=account, ended_at__isnull=True, person__deactivated_at__isnull=True)
    return rows.filter(Exists(active))
