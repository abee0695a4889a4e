"""Lists that a program reads page by page: nothing twice, nothing left out, whoever goes meanwhile."""

import pytest

from bursar.access.permissions import Level
from bursar.accounts.models import Invitation, Membership
from bursar.core import windows
from bursar.lifecycle.commands.group_members import add_group_members, remove_group_member
from bursar.lifecycle.commands.groups import create_group
from bursar.lifecycle.commands.members import remove_member
from tests.personas import World, billing_admin, member


@pytest.fixture(autouse=True)
def two_at_a_time(monkeypatch):
    monkeypatch.setattr(windows, "PAGE", 2)


def _all(caller, path, between=lambda page: None):
    found, after = [], ""
    while after is not None:
        page = caller.get(f"{path}?after={after}")
        found += [each.get("uid") or each["person"]["uid"] for each in page["items"]]
        assert len(page["items"]) <= 2
        between(page)
        after = page["next"]
    return found


def _invited(caller, count):
    whom = {"first_name": "N", "last_name": "P", "role": "member", "language": "fr"}
    return [caller.call("POST", "members", whom | {"email": f"n{n}@else.example"}).json()["uid"] for n in range(count)]


def test_members_who_are_removed_while_they_are_listed_bring_nobody_twice(program, world: World):
    people = [member(world, f"m{n}") for n in range(5)]
    caller, actor = program("super_admin"), world.actor("super_admin")

    def remove(page):
        for each in page["items"]:
            if each["role"] == "member":
                remove_member(actor, account=world.account, person_uid=each["uid"])

    expected = {*(each.uid for each in people), world.person("super_admin").uid}
    found = _all(caller, "members", remove)
    assert (set(found), len(found)) == (expected, len(expected))
    assert Membership.objects.filter(account=world.account, ended_at__isnull=True).count() == 1


def test_whoever_is_taken_out_of_a_group_while_it_is_listed_brings_nobody_twice(program, world: World):
    caller, actor = program("super_admin"), world.actor("super_admin")
    group = create_group(actor, account=world.account, name="Finance")
    uids = [member(world, f"m{n}").uid for n in range(4)]
    add_group_members(actor, account=world.account, group_uid=group.uid, person_uids=uids)

    def take_out(page):
        for each in page["items"]:
            remove_group_member(actor, account=world.account, group_uid=group.uid, person_uid=each["uid"])

    assert sorted(_all(caller, f"groups/{group.uid}/members", take_out)) == sorted(uids)


@pytest.mark.parametrize("is_revoked", [False, True])
def test_invitations_come_page_by_page_also_while_they_are_revoked(program, world: World, is_revoked):
    caller = program("super_admin")
    uids = _invited(caller, 5)

    def revoke(page):
        for each in page["items"] if is_revoked else ():
            assert caller.call("DELETE", f"invitations/{each['uid']}").status_code == 204

    assert _all(caller, "invitations", revoke) == uids[::-1]
    assert Invitation.objects.filter(state="open").count() == (0 if is_revoked else 5)


def test_groups_and_requests_come_page_by_page(program, world: World):
    caller, decider = program("super_admin"), program("full")
    uids = [caller.call("POST", "groups", {"name": f"G{n}"}).json()["uid"] for n in range(5)]
    assert _all(caller, "groups") == uids
    for name in ("member", "admin", "custom_role"):
        assert program(name).call("POST", "billing/requests", {"message": "Please"}).status_code == 201
    found = _all(decider, "billing/requests")
    assert (len(found), len(set(found))) == (3, 3)


@pytest.mark.parametrize("path", ["members", "groups", "invitations"])
def test_a_place_that_is_none_is_refused_and_not_taken_for_the_beginning(program, path):
    caller = program("super_admin")
    _invited(caller, 1), caller.call("POST", "groups", {"name": "Finance"})
    answer = caller.call("GET", f"{path}?after=nobody")
    assert (answer.status_code, answer.json()["code"]) == (422, "place_gone"), answer.content


def test_somebody_elsewhere_marks_no_place_so_that_nothing_is_told_of_their_name(program, world: World):
    billing_admin(world, "other", Level.VIEWER)
    caller, stranger = program("full"), world.person("stranger")
    answer = caller.call("GET", f"billing/administrators?after={stranger.uid}")
    assert (answer.status_code, answer.json()["code"]) == (422, "place_gone"), answer.content
    assert len(_all(caller, "billing/administrators")) == 2
