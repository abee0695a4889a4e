"""The account's groups as a tree to read, each with the first of its members."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection

from bursar.accounts.forest import Node
from bursar.accounts.models import Account, Person
from bursar.accounts.queries.groups import some_groups

NAMED = 12  # members of a group that are named; of the others it is told how many they are
_FIRST = """
SELECT * FROM (
    SELECT i.group_id, p.first_name, p.last_name, p.email FROM accounts_groupmembership i
    JOIN accounts_membership m ON m.account_id = i.account_id AND m.person_id = i.person_id AND m.ended_at IS NULL
    JOIN accounts_person p ON p.id = i.person_id
    WHERE i.group_id = %s AND i.ended_at IS NULL AND NOT m.is_suspended AND p.deactivated_at IS NULL
    ORDER BY i.name_key LIMIT %s
) AS first
"""


@dataclass(slots=True)
class GroupNode:
    """A group in the tree with the first of its members and the groups inside it."""

    group: Node
    members: list[Person] = field(default_factory=list)
    children: list["GroupNode"] = field(default_factory=list)

    @property
    def unnamed(self) -> int:
        """How many more are in it."""
        return max(self.group.members - len(self.members), 0) if len(self.members) == NAMED else 0


def group_tree(account: Account) -> tuple[list[GroupNode], bool]:
    """The groups without a parent, each with the first members and the groups inside it, by name.

    Of very many groups the first ones, side by side: then these are not all, which is the second of what it answers.
    """
    trees, is_all = some_groups(account)
    named = _first_members([node.id for node in trees.ordered])
    nodes = {node.id: GroupNode(node, named[node.id]) for node in trees.ordered}
    roots: list[GroupNode] = []
    for pk, node in nodes.items():
        above = trees.parents.get(pk)
        (nodes[above].children if above in nodes else roots).append(node)
    return roots, is_all


def _first_members(groups: Sequence[int]) -> dict[int, list[Person]]:
    found: dict[int, list[Person]] = defaultdict(list)
    if groups:
        values = [value for group in groups for value in (group, NAMED)]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([_FIRST] * len(groups)), values)
            for group, first, last, email in cursor.fetchall():
                found[group].append(Person(first_name=first, last_name=last, email=email))
    return found
