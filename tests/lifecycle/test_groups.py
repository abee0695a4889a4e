"""Groups and who is in them: rules 2, 6, 7 and 8."""

from collections.abc import Callable
from typing import Any

import pytest

from bursar.access.permissions import Level, PbxPermission, Permission
from bursar.accounts.forest import MAX_DEPTH
from bursar.accounts.models import Group, GroupMembership, GroupNesting
from bursar.accounts.queries.groups import forest
from bursar.audit.models import Entry
from bursar.core.errors import Forbidden, NotKnown, Refused
from bursar.grants import queries as grants
from bursar.grants import steps as grant_steps
from bursar.grants.models import Grant
from bursar.lifecycle.commands.group_members import add_group_members, change_groups_of, remove_group_member
from bursar.lifecycle.commands.groups import create_group, delete_group, edit_group, move_group
from bursar.pbx.models import PermissionsPage
from tests.personas import BY, World, make_group, member

P = Permission


@pytest.fixture
def paying(world: World) -> Group:
    """“Finance” inside “Direction”, which carries View and Pay."""
    direction = make_group(world.account, "Direction")
    for permission in (PbxPermission.VIEW_INVOICES, PbxPermission.PAY_INVOICES):
        grant_steps.give_pbx(BY, world.account, permission, group=direction)
    return make_group(world.account, "Finance", direction)


def by(world: World, persona: str, command: Callable[..., Any], **arguments: Any) -> Any:
    return command(world.actor(persona), account=world.account, **arguments)


def test_an_admin_creates_a_group_inside_another_one(world):
    parent = make_group(world.account, "Sales")
    group = by(world, "admin", create_group, name="Export", parent_uid=parent.uid)
    assert forest(world.account).parents[group.pk] == parent.pk


@pytest.mark.parametrize("persona", ["custom_role", "member", "suspended", "full", "pbx_super"])
def test_who_does_not_manage_groups_creates_none(world, persona):
    with pytest.raises(Forbidden):
        by(world, persona, create_group, name="Export")


def test_two_groups_of_one_name_are_refused_whatever_the_case(world):
    make_group(world.account, "Équipe")
    with pytest.raises(Refused) as refusal:
        by(world, "admin", create_group, name="ÉQUIPE")
    assert (refusal.value.code, refusal.value.field) == ("name_taken", "name")


def test_a_group_is_renamed_and_the_entry_says_from_what_to_what(world):
    group = make_group(world.account, "Sales")
    by(world, "admin", edit_group, group_uid=group.uid, name="Trade")
    entry = Entry.objects.get(kind="group.changed")
    assert (entry.old["name"], entry.new["name"]) == ("Sales", "Trade")


def test_a_group_may_be_spelt_differently_by_itself(world):
    group = make_group(world.account, "Sales")
    by(world, "admin", edit_group, group_uid=group.uid, name="SALES")
    assert Group.objects.get(pk=group.pk).name == "SALES"


def test_a_group_has_one_parent_and_moving_closes_the_earlier_nesting(world):
    first, second = make_group(world.account, "A"), make_group(world.account, "B")
    group = make_group(world.account, "C", first)
    by(world, "admin", move_group, group_uid=group.uid, parent_uid=second.uid)
    rows = GroupNesting.objects.filter(child=group).order_by("pk")
    assert [(row.parent, row.ended_at is None) for row in rows] == [(first, False), (second, True)]


def test_a_group_is_not_put_inside_what_is_inside_it(world):
    top = make_group(world.account, "Top")
    inner = make_group(world.account, "Inner", make_group(world.account, "Middle", top))
    for parent in (top, inner):
        with pytest.raises(Refused) as refusal:
            by(world, "admin", move_group, group_uid=top.uid, parent_uid=parent.uid)
        assert refusal.value.code == "group_cycle"


def chain(world: World, length: int, name: str) -> list[Group]:
    groups: list[Group] = []
    for number in range(length):
        groups.append(make_group(world.account, f"{name}{number}", groups[-1] if groups else None))
    return groups


def test_groups_are_nested_at_most_six_deep(world):
    deepest = chain(world, MAX_DEPTH, "level")[-1]
    with pytest.raises(Refused) as refusal:
        by(world, "admin", create_group, name="Too deep", parent_uid=deepest.uid)
    assert refusal.value.code == "group_too_deep"


def test_what_is_inside_a_moved_group_counts_for_the_depth(world):
    upper, lower = chain(world, 4, "upper"), chain(world, 3, "lower")
    with pytest.raises(Refused) as refusal:
        by(world, "admin", move_group, group_uid=lower[0].uid, parent_uid=upper[-1].uid)
    assert refusal.value.code == "group_too_deep"
    by(world, "admin", move_group, group_uid=lower[0].uid, parent_uid=upper[-2].uid)


@pytest.mark.parametrize("persona", ["admin", "super_admin"])
def test_nobody_without_pay_puts_anybody_where_pay_is_carried(world, paying, persona):
    with pytest.raises(Forbidden) as refusal:
        by(world, persona, add_group_members, group_uid=paying.uid, person_uids=[world.person("member").uid])
    assert (refusal.value.code, refusal.value.field) == ("gives_unheld", "people")


def test_nobody_makes_himself_a_payer_through_his_groups(world, paying):
    with pytest.raises(Forbidden) as refusal:
        by(
            world,
            "super_admin",
            change_groups_of,
            person_uid=world.person("super_admin").uid,
            group_uids=[paying.uid],
        )
    assert (refusal.value.code, refusal.value.field) == ("gives_unheld", "groups")


def test_a_super_admin_who_holds_pay_puts_somebody_where_it_is_carried(world, paying):
    by(world, "founder", add_group_members, group_uid=paying.uid, person_uids=[world.person("member").uid])
    assert P.INVOICE_PAY in grants.permissions(world.person("member").pk, world.account)


def test_a_viewer_does_not_pass_on_pay(world, paying):
    grant_steps.give_level(BY, world.account, world.person("admin"), Level.VIEWER, how=Grant.How.INVITATION)
    with pytest.raises(Forbidden):
        by(world, "admin", add_group_members, group_uid=paying.uid, person_uids=[world.person("member").uid])


def test_nesting_a_group_where_pay_is_carried_needs_pay(world, paying):
    sales = make_group(world.account, "Sales")
    with pytest.raises(Forbidden) as refusal:
        by(world, "super_admin", move_group, group_uid=sales.uid, parent_uid=paying.uid)
    assert (refusal.value.code, refusal.value.field) == ("gives_unheld", "parent")
    by(world, "founder", move_group, group_uid=sales.uid, parent_uid=paying.uid)


def test_a_new_group_where_pay_is_carried_needs_pay(world, paying):
    with pytest.raises(Forbidden):
        by(world, "admin", create_group, name="Payables", parent_uid=paying.uid)


def test_taking_out_and_moving_away_needs_no_pay(world, paying):
    person = world.person("member")
    GroupMembership.objects.create(account=world.account, group=paying, person=person)
    by(world, "admin", remove_group_member, group_uid=paying.uid, person_uid=person.uid)
    by(world, "admin", move_group, group_uid=paying.uid)
    assert P.INVOICE_PAY not in grants.permissions(person.pk, world.account)


def test_staying_in_a_group_that_carries_pay_needs_no_pay_of_the_one_who_adds_another(world, paying):
    person, sales = world.person("member"), make_group(world.account, "Sales")
    GroupMembership.objects.create(account=world.account, group=paying, person=person)
    by(world, "admin", change_groups_of, person_uid=person.uid, group_uids=[paying.uid, sales.uid])
    assert GroupMembership.objects.filter(person=person, ended_at=None).count() == 2


def test_an_admin_does_not_become_pbx_super_administrator_through_a_group(world):
    group = make_group(world.account, "Telephony")
    grant_steps.give_pbx(BY, world.account, PbxPermission.SUPER_ADMINISTRATOR, group=group)
    with pytest.raises(Forbidden) as refusal:
        by(world, "admin", add_group_members, group_uid=group.uid, person_uids=[world.person("admin").uid])
    assert refusal.value.code == "gives_unheld"
    by(world, "super_admin", add_group_members, group_uid=group.uid, person_uids=[world.person("admin").uid])


def test_putting_somebody_in_twice_changes_nothing(world):
    group, uid = make_group(world.account, "Sales"), world.person("member").uid
    assert by(world, "admin", add_group_members, group_uid=group.uid, person_uids=[uid]) == 1
    assert by(world, "admin", add_group_members, group_uid=group.uid, person_uids=[uid]) == 0
    assert Entry.objects.filter(kind="group.members.added").count() == 1


def test_only_members_are_put_in_a_group(world):
    group = make_group(world.account, "Sales")
    with pytest.raises(NotKnown):
        by(world, "admin", add_group_members, group_uid=group.uid, person_uids=[world.person("full").uid])


def test_deleting_a_group_moves_what_is_inside_it_up_to_its_parent(world):
    top, middle, inner = chain(world, 3, "level")
    by(world, "admin", delete_group, group_uid=middle.uid)
    assert forest(world.account).parents == {inner.pk: top.pk}


def test_deleting_a_group_ends_what_it_carried_and_makes_drafts_stale(world, paying):
    direction, person = Group.objects.get(name="Direction"), world.person("member")
    GroupMembership.objects.create(account=world.account, group=paying, person=person)
    version = PermissionsPage.objects.get(account=world.account).version
    by(world, "admin", delete_group, group_uid=direction.uid)
    assert P.INVOICE_VIEW not in grants.permissions(person.pk, world.account)
    assert not Grant.objects.filter(group=direction, closed_at=None).exists()
    assert PermissionsPage.objects.get(account=world.account).version == version + 1


def test_a_deleted_group_makes_room_for_its_name(world):
    group = make_group(world.account, "Sales")
    by(world, "admin", delete_group, group_uid=group.uid)
    by(world, "admin", create_group, name="Sales")
    with pytest.raises(NotKnown):
        by(world, "admin", delete_group, group_uid=group.uid)


def test_a_group_of_another_account_does_not_exist_here(world, other_world):
    group = make_group(other_world.account, "Sales")
    with pytest.raises(NotKnown):
        by(world, "super_admin", delete_group, group_uid=group.uid)


def test_a_change_of_somebodys_groups_is_one_entry_with_old_and_new(world):
    group = make_group(world.account, "Sales")
    somebody = member(world, "somebody")
    by(world, "admin", change_groups_of, person_uid=somebody.uid, group_uids=[group.uid])
    entry = Entry.objects.get(kind="member.groups.changed")
    assert (entry.old, entry.new) == ({"groups": []}, {"groups": [group.pk]})
