"""Custom roles: rule 2, table 4, rule 14."""

import pytest

from bursar.access.permissions import Permission, Role
from bursar.accounts.models import CustomRole, CustomRolePermission, Invitation
from bursar.accounts.queries.roles import contained
from bursar.audit.models import Entry
from bursar.core.errors import Forbidden, Refused
from bursar.grants import queries as grants
from bursar.lifecycle.commands.member_invitations import invite_member
from bursar.lifecycle.commands.roles import create_role, delete_role, edit_role
from tests.personas import World, member

P = Permission


def create(world: World, by: str, *permissions: Permission, name: str = "Front desk") -> CustomRole:
    return create_role(world.actor(by), account=world.account, name=name, permissions=frozenset(permissions))


def edit(world: World, by: str, role: CustomRole, *permissions: Permission) -> None:
    actor, wanted = world.actor(by), frozenset(permissions)
    edit_role(actor, account=world.account, role_uid=role.uid, name=role.name, permissions=wanted)


def delete(world: World, by: str, role: CustomRole, replacement: Role | None = None, uid: str = "") -> None:
    delete_role(world.actor(by), account=world.account, role_uid=role.uid, replacement=replacement, replacement_uid=uid)


def holder(world: World, persona: str, *permissions: Permission) -> CustomRole:
    """A person with a custom role of their own."""
    role = CustomRole.objects.create(account=world.account, name=f"Role of {persona}")
    for permission in permissions:
        CustomRolePermission.objects.create(role=role, permission=permission)
    world.people[persona] = member(world, persona, Role.CUSTOM, role)
    return role


def test_a_super_admin_makes_a_role_of_permissions(world):
    role = create(world, "super_admin", P.MEMBER_VIEW, P.ACTIVITY_VIEW)
    assert contained(role) == {P.MEMBER_VIEW, P.ACTIVITY_VIEW}


@pytest.mark.parametrize("persona", ["admin", "custom_role", "member", "full"])
def test_who_does_not_manage_roles_makes_none(world, persona):
    with pytest.raises(Forbidden):
        create(world, persona, P.MEMBER_VIEW)


def test_nobody_puts_into_a_role_what_they_lack(world):
    holder(world, "clerk", P.ROLE_MANAGE, P.MEMBER_VIEW)
    create(world, "clerk", P.MEMBER_VIEW)
    with pytest.raises(Forbidden) as refusal:
        create(world, "clerk", P.ACCOUNT_MANAGE, name="Office")
    assert (refusal.value.code, refusal.value.field) == ("lacks_permission_of_role", "permissions")


@pytest.mark.parametrize("permission", [P.INVOICE_PAY, P.BILLING_ADMIN_MANAGE, P.ADMIN_MANAGE, P.PBX_ENTER])
def test_no_role_contains_a_billing_right_or_what_is_the_super_admins_alone(world, permission):
    with pytest.raises(Refused) as refusal:
        create(world, "super_admin", permission)
    assert refusal.value.code == "not_for_roles"


@pytest.mark.parametrize("name", ["Admin", "MEMBER", "super admin", "front desk"])
def test_a_role_is_not_called_like_another_one(world, name):
    create(world, "super_admin", P.MEMBER_VIEW)
    with pytest.raises(Refused) as refusal:
        create(world, "super_admin", P.MEMBER_VIEW, name=name)
    assert refusal.value.code == "name_taken"


def test_managing_members_needs_viewing_them(world):
    with pytest.raises(Refused) as refusal:
        create(world, "super_admin", P.MEMBER_MANAGE)
    assert refusal.value.code == "needs_member_view"


def test_an_edited_role_counts_at_once_for_those_who_have_it(world):
    role = holder(world, "clerk", P.MEMBER_VIEW)
    edit(world, "super_admin", role, P.MEMBER_VIEW, P.ACTIVITY_VIEW)
    assert P.ACTIVITY_VIEW in grants.permissions(world.person("clerk").pk, world.account)


def test_what_a_role_contains_is_dated(world):
    role = holder(world, "clerk", P.MEMBER_VIEW)
    edit(world, "super_admin", role, P.ACTIVITY_VIEW)
    rows = CustomRolePermission.objects.filter(role=role).order_by("pk")
    assert [(row.permission, row.ended_at is None) for row in rows] == [("member:view", False), ("activity:view", True)]


def test_a_role_that_contains_more_than_one_holds_is_not_ones_to_edit_or_delete(world):
    holder(world, "clerk", P.ROLE_MANAGE)
    role = create(world, "super_admin", P.ACCOUNT_MANAGE)
    with pytest.raises(Forbidden):
        edit(world, "clerk", role, P.ROLE_MANAGE)
    with pytest.raises(Forbidden):
        delete(world, "clerk", role)


def test_nobody_takes_managing_roles_from_themselves(world):
    role = holder(world, "clerk", P.ROLE_MANAGE, P.MEMBER_VIEW)
    with pytest.raises(Forbidden) as refusal:
        edit(world, "clerk", role, P.MEMBER_VIEW)
    assert refusal.value.code == "locks_oneself_out"


def test_deleting_a_role_in_use_asks_for_a_replacement(world):
    role = holder(world, "clerk", P.MEMBER_VIEW)
    with pytest.raises(Refused) as refusal:
        delete(world, "super_admin", role)
    assert (refusal.value.code, refusal.value.field) == ("replacement_needed", "replacement")


def test_the_people_of_a_deleted_role_get_the_replacement(world):
    role = holder(world, "clerk", P.MEMBER_VIEW)
    delete(world, "super_admin", role, Role.MEMBER)
    assert world.person("clerk").memberships.get(ended_at=None).role == Role.MEMBER
    assert Entry.objects.filter(kind="member.role.changed", on_id=world.person("clerk").pk).count() == 1


def test_a_role_does_not_replace_itself(world):
    role = holder(world, "clerk", P.MEMBER_VIEW)
    with pytest.raises(Refused):
        delete(world, "super_admin", role, Role.CUSTOM, role.uid)


def test_an_open_invitation_to_a_deleted_role_offers_the_replacement(world):
    role = create(world, "super_admin", P.MEMBER_VIEW)
    invitation = invite_member(
        world.actor("super_admin"),
        account=world.account,
        email="new@example.com",
        first_name="New",
        last_name="Person",
        language="en",
        role=Role.CUSTOM,
        custom_role_uid=role.uid,
        group_uids=[],
    )
    delete(world, "super_admin", role, Role.MEMBER)
    assert Invitation.objects.get(pk=invitation.pk).offer == {"role": "member", "groups": []}


def test_only_a_super_admin_deletes_a_role_in_use(world):
    holder(world, "clerk", P.ROLE_MANAGE, P.MEMBER_VIEW)
    role = holder(world, "reader", P.MEMBER_VIEW)
    with pytest.raises(Forbidden) as refusal:
        delete(world, "clerk", role, Role.MEMBER)
    assert refusal.value.code == "in_use"
