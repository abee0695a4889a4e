"""Reads on groups: the trees they form, and one of them."""

from django.db.models import Count, Q

from bursar.accounts.forest import Forest, Node
from bursar.accounts.models import Account, Group, GroupNesting
from bursar.core.errors import NotKnown


def forest(account: Account) -> Forest:
    """All groups of the account with how many are directly in each, and who is inside whom."""
    here = Count("memberships", filter=Q(memberships__ended_at__isnull=True))
    rows = Group.objects.filter(account=account, deleted_at__isnull=True).annotate(member_count=here)
    nodes = {g.pk: Node(g.pk, g.uid, g.name, g.description, members=g.member_count) for g in rows}
    nestings = GroupNesting.objects.filter(account=account, ended_at__isnull=True)
    return Forest(nodes, dict(nestings.values_list("child_id", "parent_id")))


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
