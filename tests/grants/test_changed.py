"""What changed between two instants: who gained and lost what, when, and which entry tells of it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from bursar.access.permissions import BILLING, Level, PbxPermission, Permission, Role
from bursar.accounts.models import CustomRole, CustomRolePermission, GroupMembership, PortalKind
from bursar.accounts.steps import change_membership, operator_named
from bursar.audit.queries import entries_at
from bursar.billing import commands
from bursar.core import clock
from bursar.grants import queries, steps
from bursar.grants.models import Grant
from bursar.grants.queries.causes import entry_of
from bursar.grants.queries.changed import Changed, changed
from bursar.lifecycle.commands.group_members import add_group_members
from bursar.lifecycle.commands.members import remove_member
from bursar.lifecycle.commands.operator import deactivate_person
from bursar.lifecycle.commands.roles import edit_role
from bursar.pbx.commands import save_permissions
from bursar.pbx.draft import Kind, Principal
from tests.personas import BY, MAKERS, World, make_group

VIEW, PAY = Permission.INVOICE_VIEW, Permission.INVOICE_PAY
VIEWING = frozenset({Permission.BILLING_PORTAL_ENTER, VIEW})


@pytest.fixture
def began(world: World) -> Iterator[datetime]:
    """An instant after everybody was made, and an hour before what the test does."""
    for persona in MAKERS:
        world.person(persona)
    start = clock.now()
    with clock.at(start + timedelta(hours=1)):
        yield start


@pytest.fixture
def found(world: World, began: datetime) -> Callable[..., list[Changed]]:
    """What changed since then."""

    def since(*rights: Permission, hours: float = 2) -> list[Changed]:
        return changed(world.account, rights or BILLING, began, began + timedelta(hours=hours))

    return since


def kind_of(world: World, each: Changed) -> str:
    assert each.turn is not None
    entries = entries_at(world.account.pk, [each.turn.when])[each.turn.when]
    return entry_of(entries, each.turn.causes).kind  # type: ignore[union-attr]


def test_nothing_done_is_nothing_changed(found):
    assert found() == []


def test_who_was_added_gained_and_the_entry_tells(world, found):
    access = queries.access_to(world.actor("founder"), world.account)
    commands.remove_billing_admin(
        access.actor,
        account=world.account,
        person=world.person("payer"),
        seen=commands.administrators.revision("grant", Grant.objects.get(person=world.person("payer")).pk),
    )
    [lost] = found(PAY)
    assert (lost.who.id, lost.is_gained, lost.turn.when) == (world.person("payer").pk, False, clock.now())
    assert kind_of(world, lost) == "billing.admin.removed"


def test_a_save_of_pbx_permissions_reaches_everybody_in_the_group(world, found):
    group = Principal(Kind.GROUP, world.account.groups.get(name="Direction").uid)
    save_permissions(world.actor("founder"), account=world.account, version=1, rows={group: frozenset()})
    assert [(each.who.first_name, each.right, each.is_gained) for each in found()] == [
        ("Pbx_Payer", VIEW, False),
        ("Pbx_Payer", PAY, False),
    ]
    assert {kind_of(world, each) for each in found()} == {"pbx.permissions.saved"}


def test_coming_into_a_group_is_told_by_the_entry_about_the_group(world, found):
    finance, person = world.account.groups.get(name="Finance"), world.person("member")
    add_group_members(world.actor("founder"), account=world.account, group_uid=finance.uid, person_uids=[person.uid])
    assert [(each.who.id, each.is_gained) for each in found(PAY)] == [(person.pk, True)]
    assert kind_of(world, found(PAY)[0]).startswith("group")


def test_leaving_the_account_is_told(world, found):
    person = world.person("pbx_payer")
    remove_member(world.actor("founder"), account=world.account, person_uid=person.uid)
    assert [each.is_gained for each in found(PAY)] == [False]
    assert kind_of(world, found(PAY)[0]) == "member.removed"


def test_a_deactivated_person_lost_everything(world, found):
    deactivate_person(operator_named("Olga"), email=world.person("payer").email, reason="left")
    lost = {each.right for each in found() if each.who.id == world.person("payer").pk and not each.is_gained}
    assert lost == {VIEW, PAY, Permission.BILLING_PORTAL_ENTER}


def test_what_somebody_did_is_not_by_date_and_counts_at_the_very_end_of_the_period(world, began, found):
    steps.give_level(BY, world.account, world.person("member"), Level.PAYER, how=Grant.How.INVITATION)
    [gained] = found(PAY, hours=1)
    assert (gained.is_gained, gained.turn.is_by_date, gained.turn.when) == (True, False, began + timedelta(hours=1))
    assert found(PAY, hours=0.99) == []


@pytest.mark.parametrize(("persona", "is_level"), [("payer", True), ("pbx_viewer", False)])
def test_it_is_said_whether_a_level_has_to_do_with_it(world, found, persona, is_level):
    steps.close(BY, Grant.objects.get(person=world.person(persona)))
    [lost] = found(VIEW)
    assert (lost.is_gained, lost.is_administrator) == (False, is_level)


def test_who_gains_by_a_level_gains_as_administrator_and_by_a_tick_does_not(world, found):
    steps.give_level(BY, world.account, world.person("member"), Level.VIEWER, how=Grant.How.INVITATION)
    steps.give_pbx(BY, world.account, PbxPermission.VIEW_INVOICES, person=world.person("admin"))
    assert {each.who.id: each.is_administrator for each in found(VIEW)} == {
        world.person("member").pk: True,
        world.person("admin").pk: False,
    }


def test_a_grant_that_ended_by_its_date_needed_no_act(world, began, found):
    person = world.person("member")
    steps.give_level(
        BY, world.account, person, Level.PAYER, how=Grant.How.EDIT, valid_until=began + timedelta(hours=1.5), at=began
    )
    Grant.objects.filter(person=person).update(valid_from=began - timedelta(hours=1))
    [lost] = found(PAY)
    assert (lost.is_gained, lost.turn.is_by_date, lost.turn.when) == (False, True, began + timedelta(hours=1.5))


def test_what_came_and_went_is_no_difference(world, found):
    row = steps.give_level(BY, world.account, world.person("member"), Level.PAYER, how=Grant.How.EDIT)
    steps.close(BY, row, at=clock.now() + timedelta(minutes=1))
    assert found() == []


def test_the_instant_is_the_first_one_of_an_unbroken_holding(world, began, found):
    person = world.person("viewer")
    row = Grant.objects.get(person=person)
    steps.close(BY, row, at=began + timedelta(minutes=5))
    first = steps.give_level(
        BY, world.account, person, Level.PAYER, how=Grant.How.EDIT, at=began + timedelta(minutes=5)
    )
    steps.close(BY, first, at=began + timedelta(minutes=30))
    steps.give_level(BY, world.account, person, Level.FULL, how=Grant.How.EDIT, at=began + timedelta(minutes=30))
    turns = {each.right: each.turn.when - began for each in found() if each.turn}
    assert turns[PAY] == timedelta(minutes=5)
    assert turns[Permission.BILLING_ADMIN_MANAGE] == timedelta(minutes=30)
    assert VIEW not in turns


def test_a_suspension_took_and_its_end_gave(world, began, found):
    row = world.person("pbx_payer").memberships.get()
    suspended = change_membership(row, is_suspended=True)
    assert [(each.is_gained, each.turn.when) for each in found(PAY)] == [(False, clock.now())]
    assert suspended.role == Role.MEMBER


def test_another_kind_of_portal_changes_it_for_all(world, found):
    PortalKind.objects.create(account=world.account, kind="by_role", started_at=clock.now())
    gained = {each.who.first_name for each in found(PAY) if each.is_gained}
    lost = {each.who.first_name for each in found(PAY) if not each.is_gained}
    assert (gained, lost) == ({"Super_Admin"}, {"Payer", "Full"})
    assert {each.turn and each.turn.when for each in found(PAY)} == {clock.now()}


def test_what_a_role_no_longer_contains_was_lost_when_it_was_edited(by_role, found):
    world, role = by_role, CustomRole.objects.get(name="Treasurer")
    edit_role(
        world.actor("super_admin"),
        account=world.account,
        role_uid=role.uid,
        name=role.name,
        permissions=VIEWING,
    )
    [lost] = found(PAY)
    assert (lost.who.first_name, lost.is_gained, lost.turn.when) == ("Treasurer", False, clock.now())
    assert kind_of(world, lost) == "role.changed"


def test_what_came_into_a_role_while_somebody_had_it_was_gained_and_is_held_since_then(by_role, began, found):
    world, role = by_role, CustomRole.objects.get(name="Treasurer")
    first = clock.now()
    row = world.person("member").memberships.get()
    change_membership(row, role=Role.CUSTOM, custom_role=role)
    right = Permission.ACTIVITY_VIEW
    with clock.at(first + timedelta(minutes=30)):
        CustomRolePermission.objects.create(role=role, permission=right)
        turns = {each.right: each.turn.when for each in found(right, PAY) if each.who.id == row.person_id and each.turn}
        assert turns == {PAY: first, right: clock.now()}
        for at in (None, clock.now()):
            [chain] = queries.explained(row.person_id, world.account, PAY, at=at).decision.chains
            [later] = queries.explained(row.person_id, world.account, right, at=at).decision.chains
            assert (chain.since, later.since) == (first, clock.now())
        [shown] = queries.every_holder(world.account, queries.Holding((right,), text="Member"))
        assert shown.ways[0].chain.since == clock.now()


def test_another_account_is_another_matter(world, other_world, found):
    group = make_group(other_world.account, "Far away")
    steps.give_pbx(BY, other_world.account, PbxPermission.VIEW_INVOICES, group=group)
    GroupMembership.objects.create(account=other_world.account, group=group, person=world.person("member"))
    steps.give_level(BY, other_world.account, world.person("viewer"), Level.FULL, how=Grant.How.EDIT)
    assert found() == []
