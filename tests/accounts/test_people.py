"""The list of people: rule 2; order, filters and what other accounts have to do with it (invariants 7 and 11)."""

from bursar.access.permissions import Role
from bursar.accounts import steps
from bursar.accounts.queries.directory import PeopleFilter, candidates, people
from bursar.core import clock
from tests.personas import World, member


def found(world: World, **wanted: str) -> list[str]:
    return [row.person.first_name for row in people(world.account, PeopleFilter(**wanted)).rows]


def test_people_of_another_account_are_never_found(world, other_world):
    other_world.person("member")
    assert found(world, text="member") == []


def test_who_was_removed_is_not_found(world):
    steps.end_membership(world.person("member").memberships.get())
    assert found(world) == []


def test_every_word_has_to_be_found(world):
    member(world, "anna")
    member(world, "annabel")
    assert found(world, text="exam annab") == ["Annabel"]


def test_roles_are_sorted_by_what_they_may_do(world):
    for persona in ("member", "custom_role", "admin", "super_admin"):
        world.person(persona)
    assert found(world, sort="role") == ["Super_Admin", "Admin", "Custom_Role", "Member"]
    assert found(world, sort="-role") == ["Member", "Custom_Role", "Admin", "Super_Admin"]


def test_a_role_of_ones_own_is_found_by_its_uid(world):
    uid = world.person("custom_role").memberships.get().custom_role.uid
    member(world, "somebody", Role.ADMIN)
    assert found(world, role=uid) == ["Custom_Role"]


def test_a_deactivated_person_is_neither_active_nor_suspended(world):
    person = world.person("member")
    person.deactivated_at = clock.now()
    person.save()
    assert (found(world, state="active"), found(world, state="deactivated")) == ([], ["Member"])


def test_who_is_suspended_is_no_candidate(world):
    world.person("suspended")
    world.person("admin")
    assert [row.person.first_name for row in candidates(world.account, "").rows] == ["Admin"]
