"""The activity page: rule 13."""

from datetime import UTC, datetime

from bursar.access.permissions import Permission, Role
from bursar.core import clock
from bursar.core.errors import Refused
from bursar.lifecycle.commands.members import change_role
from bursar.lifecycle.commands.settings import change_settings
from tests.lifecycle.test_members import role_with
from tests.personas import World
from tests.portals.test_admin import address, text


def make_admin(world: World, by: str = "super_admin", persona: str = "member") -> None:
    change_role(world.actor(by, "admin"), account=world.account, person_uid=world.person(persona).uid, role=Role.ADMIN)


def shown(world: World, signed_in, **query: str) -> str:
    page = text(signed_in("super_admin", entered="admin").get(address(world, "activity"), query))
    return page.split("activity-filters", 1)[1].split("</form>", 1)[1]


def test_an_entry_is_told_with_names_and_words(world, signed_in):
    make_admin(world)
    page = shown(world, signed_in)
    for words in ("Role changed", "Super_Admin Example", "Member Example", "<del>Member</del>", "<ins>Admin</ins>"):
        assert words in page


def test_a_custom_role_is_told_by_its_name(world, signed_in):
    role = role_with(world, Permission.MEMBER_VIEW, name="Front desk")
    uid = world.person("member").uid
    actor = world.actor("super_admin")
    change_role(actor, account=world.account, person_uid=uid, role=Role.CUSTOM, custom_role_uid=role.uid)
    assert "<ins>Front desk</ins>" in shown(world, signed_in)


def test_refused_attempts_are_marked(world, signed_in):
    try:
        make_admin(world, by="admin")
    except Refused:
        page = shown(world, signed_in)
    assert "Change of a role" in page
    assert "Refused" in page
    assert "assigns_admins" in page


def test_it_is_narrowed_by_kind(world, signed_in):
    make_admin(world)
    assert "Role changed" in shown(world, signed_in, kind="member.role.changed")
    assert "Nothing like this has happened" in shown(world, signed_in, kind="group.created")


def test_it_is_narrowed_by_person(world, signed_in):
    world.person("pbx_viewer")
    make_admin(world)
    assert "Role changed" in shown(world, signed_in, person="member@")
    assert "Nothing like this has happened" in shown(world, signed_in, person="pbx_viewer")


def test_a_day_is_the_accounts_day_not_that_of_utc(world, signed_in):
    world.account.time_zone = "Pacific/Auckland"
    world.account.save()
    with clock.at(datetime(2026, 3, 1, 12, 30, tzinfo=UTC)):  # the second of March in Auckland
        make_admin(world)
    assert "Role changed" in shown(world, signed_in, after="2026-03-02", before="2026-03-02")
    assert "Nothing like this has happened" in shown(world, signed_in, before="2026-03-01")


def test_billing_entries_are_not_shown_here(world, other_world, signed_in):
    actor = world.actor("super_admin")
    change_settings(actor, account=world.account, name="Renamed", language="en", time_zone="Europe/Paris")
    page = shown(world, signed_in)
    assert "Account settings changed" in page
    assert "Billing administrator" not in page


def test_another_accounts_entries_are_not_shown_here(world, other_world, signed_in):
    make_admin(other_world, by="founder", persona="pbx_viewer")
    assert "Nothing has happened yet" in shown(world, signed_in)
