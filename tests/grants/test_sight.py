"""Whom somebody may see: members, those who once were, and holders of rights over the bills, each to those entitled."""

from datetime import timedelta

import pytest

from bursar.accounts.models import Membership, Person
from bursar.grants import queries, steps
from bursar.grants.models import Grant
from bursar.grants.queries.sight import Sight, find, one, sight
from tests.invariants import write
from tests.personas import BY, World

SEEN = {
    "super_admin": (True, True, True),
    "founder": (True, True, True),
    "full": (False, False, True),
    "admin": (True, False, False),
    "custom_role": (True, False, False),
    "payer": (False, False, False),
    "member": (False, False, False),
}


@pytest.fixture
def stage(world: World) -> World:
    """A member, one who has left, somebody who holds a level and no membership, and one whose level was taken."""
    for name in ("member", "payer", "viewer"):
        world.person(name)
    world.people["left"] = world.person("admin")
    row = Membership.objects.get(person=world.person("left"))
    write(row, ended_at=row.started_at + timedelta(microseconds=1))
    steps.close(BY, Grant.objects.get(person=world.person("viewer")))
    return world


def found(world: World, text: str, **more: bool) -> list[Person]:
    return find(Sight(world.account, **more), text)


@pytest.mark.parametrize("persona", SEEN)
def test_who_sees_whom(world, persona):
    made = sight(queries.access_to(world.actor(persona), world.account))
    assert (made.members, made.former, made.holders) == SEEN[persona]
    assert made.is_all is (persona in ("super_admin", "founder"))


def test_all_are_seen_only_by_those_who_see_former_members_and_holders(world):
    assert [
        Sight(world.account, True, former, holders).is_all for former, holders in ((True, False), (False, True))
    ] == [False] * 2


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ({}, []),
        ({"members": True}, ["member"]),
        ({"former": True}, ["left"]),
        ({"holders": True}, ["payer", "viewer"]),
    ],
)
def test_each_kind_of_people_is_found_and_shown_by_itself(stage, more, names):
    everybody = {name: stage.person(name) for name in ("left", "member", "payer", "viewer")}
    assert {person.pk for person in found(stage, "exam", **more)} == {everybody[name].pk for name in names}
    if "former" not in more:
        seen = Sight(stage.account, **more)
        assert [name for name, person in everybody.items() if one(seen, person.uid)] == names


def test_who_has_left_is_shown_to_those_who_see_former_members_alone(stage):
    left = stage.person("left")
    assert one(Sight(stage.account, members=True), left.uid) is None
    assert one(Sight(stage.account, members=True, former=True), left.uid) == left


@pytest.mark.parametrize("text", ["", "nobody", "xample"])
def test_nobody_is_found_by_what_begins_no_word_of_theirs(stage, text):
    assert found(stage, text, members=True, former=True, holders=True) == []


def test_some_are_found_by_their_own_name_in_order(stage):
    every = {"members": True, "former": True, "holders": True}
    assert found(stage, "admin", **every) == [stage.person("left")]
    assert found(stage, "payer", **every) == [stage.person("payer")]
    assert [person.first_name for person in found(stage, "exam", **every)] == ["Admin", "Member", "Payer", "Viewer"]


def test_nobody_is_behind_an_id_that_is_nobodys(stage):
    assert one(Sight(stage.account, members=True, former=True, holders=True), "none") is None
