"""Roles, suspending and removing members: rule 2, table 4 and rule 10."""

import pytest

from bursar.access.permissions import Level, PbxPermission, Permission, Role
from bursar.accounts import steps
from bursar.accounts.models import CustomRole, CustomRolePermission, GroupMembership, Membership
from bursar.audit.models import Entry
from bursar.core.errors import Forbidden, NotKnown, Refused
from bursar.grants import queries as grants
from bursar.grants import steps as grant_steps
from bursar.grants.models import Grant
from bursar.lifecycle.commands.members import change_role, remove_member, resume_member, suspend_member
from bursar.mail.models import OutboxMail
from tests.personas import BY, World, make_group, member

P = Permission


def role_with(world: World, *permissions: Permission, name: str = "Front desk") -> CustomRole:
    role = CustomRole.objects.create(account=world.account, name=name)
    for permission in permissions:
        CustomRolePermission.objects.create(role=role, permission=permission)
    return role


def role_of(world: World, persona: str) -> str:
    return world.person(persona).memberships.get(ended_at=None).role


def change(world: World, by: str, persona: str, role: Role, custom: CustomRole | None = None) -> None:
    uid = world.person(persona).uid
    custom_uid = custom.uid if custom else ""
    change_role(world.actor(by), account=world.account, person_uid=uid, role=role, custom_role_uid=custom_uid)


def test_a_super_admin_makes_a_member_admin(world):
    change(world, "super_admin", "member", Role.ADMIN)
    assert role_of(world, "member") == Role.ADMIN


def test_a_change_of_role_closes_a_row_and_opens_another(world):
    change(world, "super_admin", "member", Role.ADMIN)
    rows = Membership.objects.filter(person=world.person("member")).order_by("pk")
    assert [(row.role, row.ended_at is None) for row in rows] == [("member", False), ("admin", True)]


def test_a_change_of_role_leaves_one_entry_with_old_and_new(world):
    change(world, "super_admin", "member", Role.ADMIN)
    entry = Entry.objects.get(kind="member.role.changed")
    assert (entry.on_id, entry.old, entry.new) == (world.person("member").pk, {"role": "member"}, {"role": "admin"})


@pytest.mark.parametrize("role", [Role.ADMIN, Role.SUPER_ADMIN])
def test_an_admin_makes_nobody_admin(world, role):
    with pytest.raises(Forbidden) as refusal:
        change(world, "admin", "member", role)
    assert (refusal.value.code, refusal.value.field) == ("assigns_admins", "role")


@pytest.mark.parametrize("persona", ["super_admin", "custom_role", "suspended"])
def test_an_admin_manages_plain_members_only(world, persona):
    with pytest.raises(Forbidden) as refusal:
        change(world, "admin", persona, Role.MEMBER)
    assert refusal.value.code == "not_yours_to_manage"


def test_a_custom_role_that_manages_members_handles_plain_members_only(world):
    world.people["clerk"] = member(world, "clerk", Role.CUSTOM, role_with(world, P.MEMBER_VIEW, P.MEMBER_MANAGE))
    suspend_member(world.actor("clerk"), account=world.account, person_uid=world.person("member").uid)
    with pytest.raises(Forbidden):
        suspend_member(world.actor("clerk"), account=world.account, person_uid=world.person("admin").uid)


def test_nobody_assigns_a_role_with_permissions_that_they_lack(world):
    world.people["clerk"] = member(
        world, "clerk", Role.CUSTOM, role_with(world, P.MEMBER_VIEW, P.MEMBER_MANAGE, P.ROLE_MANAGE)
    )
    more = role_with(world, P.MEMBER_VIEW, P.ACCOUNT_MANAGE, name="Office")
    with pytest.raises(Forbidden) as refusal:
        change(world, "clerk", "member", Role.CUSTOM, more)
    assert refusal.value.code == "assigns_unheld"


def test_who_manages_roles_and_members_assigns_a_role_that_they_hold_all_of(world):
    world.people["clerk"] = member(
        world, "clerk", Role.CUSTOM, role_with(world, P.MEMBER_VIEW, P.MEMBER_MANAGE, P.ROLE_MANAGE)
    )
    change(world, "clerk", "member", Role.CUSTOM, role_with(world, P.MEMBER_VIEW, name="Reader"))
    assert role_of(world, "member") == Role.CUSTOM


def test_an_admin_assigns_no_custom_role(world):
    with pytest.raises(Forbidden) as refusal:
        change(world, "admin", "member", Role.CUSTOM, role_with(world, P.MEMBER_VIEW))
    assert refusal.value.code == "assigns_roles"


@pytest.mark.parametrize("persona", ["member", "custom_role", "suspended"])
def test_who_does_not_manage_members_changes_no_role(world, persona):
    with pytest.raises(Forbidden):
        change(world, persona, "pbx_viewer", Role.ADMIN)


@pytest.mark.parametrize("persona", ["full", "payer"])
def test_a_billing_administrator_changes_no_role(world, persona):
    with pytest.raises(Forbidden):
        change(world, persona, "member", Role.ADMIN)


def test_a_person_of_another_account_does_not_exist_here(world, other_world):
    with pytest.raises(NotKnown):
        change_role(
            world.actor("super_admin"),
            account=world.account,
            person_uid=other_world.person("member").uid,
            role=Role.ADMIN,
        )


def test_the_last_super_admin_is_not_demoted(world):
    with pytest.raises(Refused) as refusal:
        change(world, "super_admin", "super_admin", Role.MEMBER)
    assert refusal.value.code == "last_super_admin"


def test_a_suspended_super_admin_does_not_count_as_another(world):
    world.people["second"] = member(world, "second", Role.SUPER_ADMIN)
    suspend_member(world.actor("super_admin"), account=world.account, person_uid=world.person("second").uid)
    with pytest.raises(Refused) as refusal:
        change(world, "super_admin", "super_admin", Role.MEMBER)
    assert refusal.value.code == "last_super_admin"


def test_one_of_two_super_admins_is_demoted(world):
    world.people["second"] = member(world, "second", Role.SUPER_ADMIN)
    change(world, "second", "super_admin", Role.MEMBER)
    assert role_of(world, "super_admin") == Role.MEMBER


@pytest.mark.parametrize("role", [Role.SUPER_ADMIN, Role.ADMIN, Role.MEMBER])
def test_no_role_change_touches_billing(world, role):
    member_row = steps.open_membership(world.account, world.person("payer"), Role.MEMBER)
    before = grants.permissions(member_row.person_id, world.account) & frozenset(
        {P.BILLING_PORTAL_ENTER, P.INVOICE_VIEW, P.INVOICE_PAY}
    )
    change(world, "super_admin", "payer", role)
    assert before <= grants.permissions(member_row.person_id, world.account)
    assert Grant.objects.get(person=member_row.person, source="billing").closed_at is None


def test_the_person_is_told_of_another_role(world):
    change(world, "super_admin", "member", Role.ADMIN)
    mail = OutboxMail.objects.get(kind="member.role_changed")
    assert (mail.to_person_id, mail.about) == (world.person("member").pk, {"role": "admin", "custom_role": None})


def test_the_same_role_again_changes_nothing(world):
    change(world, "super_admin", "member", Role.MEMBER)
    assert not Entry.objects.filter(kind="member.role.changed").exists()


def test_suspending_ends_the_admin_portal_and_the_pbx_but_not_billing(world):
    person = world.person("admin")
    grant_steps.give_level(BY, world.account, person, Level.PAYER, how=Grant.How.INVITATION)
    grant_steps.give_pbx(BY, world.account, PbxPermission.VIEW_REPORTS, person=person)
    suspend_member(world.actor("super_admin"), account=world.account, person_uid=person.uid)
    held = grants.permissions(person.pk, world.account)
    assert held == {P.BILLING_PORTAL_ENTER, P.INVOICE_VIEW, P.INVOICE_PAY}


def test_resuming_gives_everything_back(world):
    before = grants.permissions(world.person("pbx_payer").pk, world.account)
    uid = world.person("pbx_payer").uid
    suspend_member(world.actor("admin"), account=world.account, person_uid=uid)
    resume_member(world.actor("admin"), account=world.account, person_uid=uid)
    assert grants.permissions(world.person("pbx_payer").pk, world.account) == before


def test_removing_ends_groups_and_pbx_permissions_for_good(world):
    person = world.person("pbx_payer")
    grant_steps.give_pbx(BY, world.account, PbxPermission.VIEW_REPORTS, person=person)
    remove_member(world.actor("admin"), account=world.account, person_uid=person.uid)
    steps.open_membership(world.account, person, Role.MEMBER)  # comes back
    assert not GroupMembership.objects.filter(person=person, ended_at=None).exists()
    assert grants.permissions(person.pk, world.account) == frozenset()


def test_a_removed_member_stays_billing_administrator(world):
    person = world.person("founder")
    remove_member(world.actor("super_admin"), account=world.account, person_uid=person.uid)
    assert P.BILLING_ADMIN_MANAGE in grants.permissions(person.pk, world.account)
    assert P.ADMIN_PORTAL_ENTER not in grants.permissions(person.pk, world.account)


def test_the_entry_of_a_removal_tells_what_ended(world):
    person, group = world.person("member"), make_group(world.account, "Sales")
    steps.put_in_group(group, person)
    grant = grant_steps.give_pbx(BY, world.account, PbxPermission.VIEW_REPORTS, person=person)
    remove_member(world.actor("admin"), account=world.account, person_uid=person.uid)
    entry = Entry.objects.get(kind="member.removed")
    assert entry.old == {"role": "member", "groups": [group.pk], "closed": [grant.pk]}


@pytest.mark.parametrize("command", [suspend_member, remove_member])
def test_the_last_super_admin_is_neither_suspended_nor_removed(world, command):
    with pytest.raises(Refused) as refusal:
        command(world.actor("super_admin"), account=world.account, person_uid=world.person("super_admin").uid)
    assert refusal.value.code == "last_super_admin"


@pytest.mark.parametrize("command", [suspend_member, remove_member])
def test_nobody_suspends_or_removes_themselves(world, command):
    member(world, "second", Role.SUPER_ADMIN)
    with pytest.raises(Refused) as refusal:
        command(world.actor("super_admin"), account=world.account, person_uid=world.person("super_admin").uid)
    assert refusal.value.code == "oneself"


def test_a_refused_attempt_is_recorded(world):
    with pytest.raises(Forbidden):
        change(world, "admin", "member", Role.ADMIN)
    entry = Entry.objects.get(kind="refused.change_role")
    assert (entry.refusal, entry.account_id) == ("assigns_admins", world.account.pk)
