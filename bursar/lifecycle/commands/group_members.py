"""Who is in which group; putting somebody where View or Pay is carried needs holding them, taking out does not."""

from bursar.access.actor import Actor
from bursar.access.permissions import Permission
from bursar.accounts import events
from bursar.accounts import steps as accounts
from bursar.accounts.models import Account, Group
from bursar.accounts.queries import group_ids_of
from bursar.accounts.queries.groups import forest, group_by_uid, groups_by_uids
from bursar.accounts.queries.people import member_by_uid
from bursar.audit.recording import audited, record, unchanged
from bursar.grants import queries as grants
from bursar.lifecycle.carrying import require_to_bring_under


@audited
def add_group_members(actor: Actor, *, account: Account, group_uid: str, person_uids: list[str]) -> int:
    """Put members in a group; answers how many were not in it yet."""
    accounts.lock(account)
    access = grants.require(actor, Permission.GROUP_MANAGE, account)
    group = group_by_uid(account, group_uid)
    people = [member_by_uid(account, uid).person for uid in person_uids]
    require_to_bring_under(access, forest(account), [group.pk], field="people")
    added = [person.pk for person in people if accounts.put_in_group(group, person)]
    if not added:
        unchanged()
        return 0
    new = {"people": sorted(added)}
    record(actor, events.GROUP_MEMBERS_ADDED, account=account.pk, on=("group", group.pk), new=new)
    return len(added)


@audited
def remove_group_member(actor: Actor, *, account: Account, group_uid: str, person_uid: str) -> None:
    """Take a member out of a group."""
    accounts.lock(account)
    grants.require(actor, Permission.GROUP_MANAGE, account)
    group = group_by_uid(account, group_uid)
    person = member_by_uid(account, person_uid).person
    if not accounts.take_out_of_group(group, person):
        unchanged()
        return
    old = {"people": [person.pk]}
    record(actor, events.GROUP_MEMBER_REMOVED, account=account.pk, on=("group", group.pk), old=old)


@audited
def change_groups_of(actor: Actor, *, account: Account, person_uid: str, group_uids: list[str]) -> None:
    """Let a member be in exactly these groups. Only those they come into need the right to bring somebody there."""
    accounts.lock(account)
    access = grants.require(actor, Permission.GROUP_MANAGE, account)
    person = member_by_uid(account, person_uid).person
    wanted = {group.pk: group for group in groups_by_uids(account, group_uids)}
    before = set(group_ids_of(account, person))
    if before == wanted.keys():
        unchanged()
        return
    coming = [group for pk, group in wanted.items() if pk not in before]
    require_to_bring_under(access, forest(account), [group.pk for group in coming], field="groups")
    for group in coming:
        accounts.put_in_group(group, person)
    for group in Group.objects.filter(pk__in=before - wanted.keys()):
        accounts.take_out_of_group(group, person)
    record(
        actor,
        events.MEMBER_GROUPS_CHANGED,
        account=account.pk,
        on=("person", person.pk),
        old={"groups": sorted(before)},
        new={"groups": sorted(wanted)},
    )
