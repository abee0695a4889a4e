"""Who could give what somebody lacks: those who are named can, and the others cannot."""

import pytest

from bursar.access.permissions import Permission, Role
from bursar.access.roads import Road
from bursar.accounts.models import CustomRole, CustomRolePermission, Membership, Person
from bursar.core.errors import Forbidden
from bursar.grants.queries import explained
from bursar.grants.queries.explaining import AT_ONCE
from bursar.lifecycle.commands.members import change_role
from bursar.lifecycle.commands.roles import create_role, edit_role
from tests.personas import World, member

P = Permission
SEES = frozenset({P.MEMBER_VIEW})


def role(world: World, name: str, *contains: Permission) -> CustomRole:
    made = CustomRole.objects.create(account=world.account, name=name)
    for permission in contains:
        CustomRolePermission.objects.create(role=made, permission=permission)
    return made


@pytest.fixture
def office(world: World) -> World:
    """A Super admin, an Admin, Kay who manages roles and members, Rey with a role of things that Kay does not hold."""
    for persona in ("super_admin", "admin", "member"):
        world.person(persona)
    desk = role(world, "Desk", P.ACTIVITY_VIEW)
    office = role(world, "Office", P.MEMBER_VIEW, P.MEMBER_MANAGE, P.ROLE_MANAGE)
    world.people |= {"kay": member(world, "kay", Role.CUSTOM, office), "rey": member(world, "rey", Role.CUSTOM, desk)}
    return world


def named(world: World, persona: str, right: Permission) -> dict[Road, list[str]]:
    found = explained(world.person(persona).pk, world.account, right)
    return {road: [each.first_name for each in listed] for road, listed in found.givers.items()}


def test_who_manages_roles_and_members_is_named_and_gives_what_they_hold(office):
    assert named(office, "member", P.MEMBER_VIEW) == {Road.ROLE: ["Kay", "Super_Admin"]}
    made = create_role(office.actor("kay"), account=office.account, name="Guide", permissions=SEES)
    uid = office.person("member").uid
    change_role(office.actor("kay"), account=office.account, person_uid=uid, role=Role.CUSTOM, custom_role_uid=made.uid)
    assert explained(office.person("member").pk, office.account, P.MEMBER_VIEW).decision.is_allowed


def test_who_lacks_what_is_in_the_role_already_is_not_named_and_cannot(office):
    assert named(office, "rey", P.MEMBER_VIEW) == {Road.ROLE: ["Super_Admin"]}
    desk = CustomRole.objects.get(name="Desk")
    with pytest.raises(Forbidden):
        edit_role(
            office.actor("kay"),
            account=office.account,
            role_uid=desk.uid,
            name="Desk",
            permissions=SEES | {P.ACTIVITY_VIEW},
        )


def test_managing_the_pbx_page_comes_with_being_super_admin_too(office):
    assert named(office, "admin", P.PBX_PERMISSION_MANAGE) == {
        Road.ROLE: ["Super_Admin"],
        Road.PBX_PAGE: ["Super_Admin"],
    }
    assert named(office, "admin", P.PBX_CONFIGURE) == {Road.PBX_PAGE: ["Super_Admin"]}


def test_who_could_is_found_among_however_many_could_not(office):
    idle = role(office, "Idle", P.ACTIVITY_VIEW)
    people = Person.objects.bulk_create(
        Person(email=f"a{n}@example.net", first_name="Aaa", last_name=str(n)) for n in range(AT_ONCE + 5)
    )
    Membership.objects.bulk_create(
        Membership(account=office.account, person=each, role=Role.CUSTOM, custom_role=idle, name_key="aaa")
        for each in people
    )
    assert named(office, "member", P.MEMBER_VIEW) == {Road.ROLE: ["Kay", "Super_Admin"]}
