"""Writes on groups: being in one, being nested, deleting; a change closes a row and opens another."""

from django.db.models import F

from bursar.accounts.models import Group, GroupMembership, GroupNesting, Person
from bursar.core import clock


def put_in_group(group: Group, person: Person) -> bool:
    """The person is in the group from now on; answers whether that is new."""
    _row, is_new = GroupMembership.objects.get_or_create(
        group=group, person=person, ended_at=None, defaults={"account_id": group.account_id}
    )
    return is_new


def take_out_of_group(group: Group, person: Person) -> bool:
    """The person is no longer in the group (those inside it are another matter); answers whether they were."""
    rows = GroupMembership.objects.filter(group=group, person=person, ended_at__isnull=True)
    was_in_it = bool(rows.update(ended_at=clock.now()))
    if was_in_it:
        Group.objects.filter(pk=group.pk).update(size=F("size") - 1)
    return was_in_it


def nest_group(group: Group, parent: Group | None) -> None:
    """The group is inside `parent` from now on, or topmost without one. The caller has looked at cycles and depth."""
    GroupNesting.objects.filter(child=group, ended_at__isnull=True).update(ended_at=clock.now())
    if parent:
        GroupNesting.objects.create(account_id=group.account_id, child=group, parent=parent)


def dissolve_group(group: Group, parent: Group | None) -> list[int]:
    """The group is no more: nobody is in it, and what was inside it moves up to `parent`. Answers who was in it."""
    now = clock.now()
    for nesting in GroupNesting.objects.filter(parent=group, ended_at__isnull=True).select_related("child"):
        nest_group(nesting.child, parent)
    nest_group(group, None)
    members = GroupMembership.objects.filter(group=group, ended_at__isnull=True)
    ids = list(members.order_by("person_id").values_list("person_id", flat=True))
    members.update(ended_at=now)
    Group.objects.filter(pk=group.pk).update(deleted_at=now, size=0)
    return ids
