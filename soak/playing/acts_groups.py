"""How the commands of groups are called."""

from bursar.accounts.models import Group, Person
from bursar.lifecycle.commands import group_members, groups
from soak.playing.acts import Made, Record, account, act, actor, uid, uids


def _parent(r: Record) -> str:
    return uid(Group, r["args"]["parent"]) if r["args"]["parent"] is not None else ""


@act
def create_group(r: Record) -> Made:
    made = groups.create_group(actor(r), account=account(r), name=r["args"]["name"], parent_uid=_parent(r))
    return {"id": made.pk, "uid": made.uid}


@act
def edit_group(r: Record) -> Made:
    groups.edit_group(actor(r), account=account(r), group_uid=uid(Group, r["args"]["group"]), name=r["args"]["name"])
    return None


@act
def move_group(r: Record) -> Made:
    groups.move_group(actor(r), account=account(r), group_uid=uid(Group, r["args"]["group"]), parent_uid=_parent(r))
    return None


@act
def delete_group(r: Record) -> Made:
    groups.delete_group(actor(r), account=account(r), group_uid=uid(Group, r["args"]["group"]))
    return None


@act
def add_group_members(r: Record) -> Made:
    group_members.add_group_members(
        actor(r), account=account(r), group_uid=uid(Group, r["args"]["group"]),
        person_uids=uids(Person, r["args"]["people"]),
    )  # fmt: skip
    return None


@act
def remove_group_member(r: Record) -> Made:
    group_members.remove_group_member(
        actor(r), account=account(r), group_uid=uid(Group, r["args"]["group"]),
        person_uid=uid(Person, r["args"]["person"]),
    )  # fmt: skip
    return None


@act
def change_groups_of(r: Record) -> Made:
    group_members.change_groups_of(
        actor(r), account=account(r), person_uid=uid(Person, r["args"]["person"]),
        group_uids=uids(Group, r["args"]["groups"]),
    )  # fmt: skip
    return None
