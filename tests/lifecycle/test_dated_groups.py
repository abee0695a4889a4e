"""Bringing somebody under a group whose ticks begin and end: never beyond one's own end (rule 6, invariant 8)."""

from datetime import datetime, timedelta

import pytest

from bursar.access.permissions import Level, PbxPermission
from bursar.accounts.models import GroupMembership
from bursar.core import clock
from bursar.core.errors import Forbidden
from bursar.grants import steps as grants
from bursar.grants.models import Grant
from bursar.lifecycle.commands.group_members import add_group_members
from tests.personas import BY, World, make_group

P = PbxPermission


def days(count: float) -> datetime:
    return clock.now() + timedelta(days=count)


def carrying(world: World, permission: PbxPermission, **span: datetime):
    group = make_group(world.account, "Finance")
    grants.give_pbx(BY, world.account, permission, group=group, **span)
    return group


def bring(world: World, persona: str, group) -> None:
    someone = world.person("member")
    add_group_members(world.actor(persona), account=world.account, group_uid=group.uid, person_uids=[someone.uid])


@pytest.fixture
def interim(world: World):
    """An Admin who is Viewer for ten days."""
    grants.give_level(
        BY, world.account, world.person("admin"), Level.VIEWER, how=Grant.How.INVITATION, valid_until=days(10)
    )


@pytest.mark.usefixtures("interim")
def test_under_a_group_that_carries_view_no_longer_than_oneself_one_brings_others(world):
    bring(world, "admin", carrying(world, P.VIEW_INVOICES, valid_until=days(9)))
    assert GroupMembership.objects.exists()


@pytest.mark.usefixtures("interim")
@pytest.mark.parametrize("span", [{}, {"until": 11}])
def test_under_one_that_carries_it_longer_nobody_is_brought(world, span):
    dated = {"valid_until": days(span["until"])} if span else {}
    with pytest.raises(Forbidden) as refusal:
        bring(world, "admin", carrying(world, P.VIEW_INVOICES, **dated))
    assert (refusal.value.code, refusal.value.field) == ("beyond_own_end", "people")


@pytest.mark.parametrize("permission", [P.VIEW_INVOICES, P.SUPER_ADMINISTRATOR])
def test_what_a_group_will_carry_counts_as_if_it_did(world, permission):
    with pytest.raises(Forbidden) as refusal:
        bring(world, "admin", carrying(world, permission, valid_from=days(3)))
    assert refusal.value.code == "gives_unheld"


def test_what_is_over_is_carried_no_more(world):
    group = carrying(world, P.VIEW_INVOICES, valid_until=days(1))
    with clock.at(days(2)):
        bring(world, "admin", group)
