"""Reads on groups: the trees they form, and one of them."""

from typing import Any

from django.db import connection
from django.db.models import QuerySet

from bursar.accounts.forest import Forest, Node
from bursar.accounts.models import Account, Group
from bursar.accounts.queries.windows import Order, window
from bursar.core.errors import NotKnown
from bursar.core.windows import Place, Window

SOME = 100  # groups are shown as trees up to so many
_GROUPS = """
SELECT g.id, g.uid, g.name, g.description, g.size, n.parent_id FROM accounts_group g
LEFT JOIN accounts_groupnesting n ON n.child_id = g.id AND n.ended_at IS NULL
WHERE g.account_id = %s AND g.deleted_at IS NULL ORDER BY g.name_folded LIMIT %s
"""
_TREE = """
WITH RECURSIVE seen(id, up, depth) AS (
    SELECT g.id, n.parent_id, 0 FROM accounts_group g
    LEFT JOIN accounts_groupnesting n ON n.child_id = g.id AND n.ended_at IS NULL
    WHERE g.account_id = %s AND g.uid = %s AND g.deleted_at IS NULL
    UNION
    SELECT g.id, n.parent_id, seen.depth + 1 FROM seen JOIN accounts_group g ON g.id = seen.up
    LEFT JOIN accounts_groupnesting n ON n.child_id = g.id AND n.ended_at IS NULL WHERE seen.depth < 12
), inside AS (
    SELECT n.child_id FROM seen JOIN accounts_groupnesting n ON n.parent_id = seen.id AND n.ended_at IS NULL
    WHERE seen.depth = 0
)
SELECT g.id, g.uid, g.name, g.description, g.size, seen.up FROM seen JOIN accounts_group g ON g.id = seen.id
UNION ALL
SELECT g.id, g.uid, g.name, g.description, g.size, seen.id FROM inside
JOIN accounts_group g ON g.id = inside.child_id JOIN seen ON seen.depth = 0
"""


def forest(account: Account) -> Forest:
    """All groups of the account with how many are directly in each, and who is inside whom."""
    return _forest(account, -1 if connection.vendor == "sqlite" else None)


def some_groups(account: Account) -> tuple[Forest, bool]:
    """The first groups by name, at most `SOME`, and whether these are all: then they are whole trees."""
    found = _forest(account, SOME + 1)
    if len(found.nodes) <= SOME:
        return found, True
    first = dict(list(found.nodes.items())[:SOME])
    return Forest(first, {}), False


def group_by_uid(account: Account, uid: str) -> Group:
    """The group with this uid. Raises NotKnown when it is deleted or another account's."""
    group = Group.objects.filter(account=account, uid=uid, deleted_at__isnull=True).first()
    if group is None:
        raise NotKnown
    return group


def groups_by_uids(account: Account, uids: list[str]) -> list[Group]:
    """The groups with these uids, by name. Raises NotKnown when one of them is not there."""
    found = list(Group.objects.filter(account=account, uid__in=uids, deleted_at__isnull=True).order_by("name_folded"))
    if len(found) != len(set(uids)):
        raise NotKnown
    return found


def group_names_by_id(ids: set[int]) -> dict[int, str]:
    """Groups by id, deleted ones too, for naming them in lists of entries."""
    return dict(Group.objects.filter(pk__in=ids).values_list("pk", "name"))


def group_with_its_tree(account: Account, uid: str) -> tuple[Node, Forest]:
    """The group with this uid, and the trees as far as the groups above it and those directly inside it.

    Raises NotKnown when it is deleted or another account's.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TREE, [account.pk, uid])
        found = _read(cursor.fetchall())
    group = next((node for node in found.nodes.values() if node.uid == uid), None)
    if group is None:
        raise NotKnown
    return group, found


def groups_window(account: Account, text: str, place: Place) -> Window[Group]:
    """A window on the groups whose name contains `text`, by name: for accounts that have many."""
    rows = Group.objects.filter(account=account, deleted_at__isnull=True, name_folded__contains=text.casefold())

    def here(uid: str) -> QuerySet[Group, Any]:
        return Group.objects.filter(account=account, uid=uid).values_list("name_folded", "pk")

    return window(rows, Order(("name_folded", "id")), place, here, lambda row: row.uid)


def _forest(account: Account, limit: int | None) -> Forest:
    with connection.cursor() as cursor:
        cursor.execute(_GROUPS, [account.pk, limit])
        return _read(cursor.fetchall())


def _read(rows: list[Any]) -> Forest:
    nodes = {pk: Node(pk, uid, name, description, members=size) for pk, uid, name, description, size, _up in rows}
    return Forest(nodes, {row[0]: row[5] for row in rows if row[5] in nodes})
