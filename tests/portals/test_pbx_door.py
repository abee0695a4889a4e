"""Entering PBX administration: S9 and rule 8."""

import re

import pytest

from bursar.access.permissions import PbxPermission
from bursar.accounts import steps as accounts
from bursar.accounts.models import GroupMembership
from bursar.grants import steps as grants
from tests.personas import BY, PASSWORD, World, make_group


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def home(world: World, rest: str = "") -> str:
    return f"/pbx/{world.account.number}/{rest}"


@pytest.mark.parametrize("permission", list(PbxPermission))
def test_any_pbx_permission_opens_the_pbx(world, signed_in, permission):
    grants.give_pbx(BY, world.account, permission, person=world.person("member"))
    assert signed_in("member", entered="pbx").get(home(world)).status_code == 200


@pytest.mark.parametrize("persona", ["super_admin", "pbx_payer", "founder"])
def test_a_super_admin_and_a_permission_through_groups_open_it_too(world, signed_in, persona):
    assert signed_in(persona, entered="pbx").get(home(world)).status_code == 200


@pytest.mark.parametrize("persona", ["member", "admin", "custom_role", "full", "payer", "suspended"])
def test_no_other_role_and_no_billing_level_opens_it(world, signed_in, persona):
    answer = signed_in(persona, entered="pbx").get(home(world))
    assert answer.status_code == 403
    assert f"You are signed in as {world.person(persona).name}" in words(answer)


def test_it_has_a_sign_in_page_of_its_own(world, signed_in, client):
    browser = signed_in("pbx_super", entered="admin billing")
    assert browser.get(home(world)).url.startswith(home(world, "sign-in/"))
    assert "PBX administration (classic)" in words(client.get(home(world, "sign-in/")))


def test_signing_in_there_leads_to_where_one_wanted_to_go(world, client):
    email = world.person("pbx_super").email
    target = client.get(home(world, "permissions/")).url
    answer = client.post(target, {"login": email, "password": PASSWORD, "next": home(world, "permissions/")})
    assert answer.url == home(world, "permissions/")
    assert client.get(answer.url).status_code == 200


def test_a_stranger_does_not_learn_that_the_account_exists(world, signed_in):
    browser = signed_in("stranger", entered="pbx")
    for rest in ("", "permissions/", "groups/"):
        assert browser.get(home(world, rest)).status_code == 404


def test_a_refused_member_sees_who_could_give_a_permission(world, signed_in):
    world.person("pbx_super")
    assert "Pbx_Super Example" in words(signed_in("member", entered="pbx").get(home(world)))


@pytest.mark.parametrize("persona", ["full", "suspended"])
def test_somebody_who_is_no_active_member_sees_no_names(world, signed_in, persona):
    world.person("pbx_super")
    assert "Pbx_Super Example" not in words(signed_in(persona, entered="pbx").get(home(world)))


@pytest.mark.parametrize("persona", ["pbx_viewer", "pbx_payer"])
@pytest.mark.parametrize("rest", ["", "administrators/"])
def test_view_and_pay_here_open_neither_the_billing_portal_nor_its_administration(world, signed_in, persona, rest):
    browser = signed_in(persona, entered="billing pbx")
    assert browser.get(f"/billing/{world.account.number}/{rest}").status_code in (403, 404)


@pytest.mark.parametrize("persona", ["pbx_viewer", "pbx_payer", "founder"])
def test_who_holds_view_finds_invoices_in_the_menu(world, signed_in, persona):
    browser = signed_in(persona, entered="pbx")
    assert f'href="{home(world, "invoices/")}"' in browser.get(home(world)).content.decode()
    assert browser.get(home(world, "invoices/")).status_code == 200


@pytest.mark.parametrize("persona", ["pbx_super", "super_admin"])
def test_who_changes_the_page_without_view_finds_no_invoices(world, signed_in, persona):
    browser = signed_in(persona, entered="pbx")
    assert home(world, "invoices/") not in browser.get(home(world)).content.decode()
    assert browser.get(home(world, "invoices/")).status_code == 403


def test_the_door_closes_with_the_membership_at_the_next_request(world, signed_in):
    browser = signed_in("pbx_viewer", entered="pbx")
    assert browser.get(home(world)).status_code == 200
    accounts.end_membership(world.person("pbx_viewer").memberships.get())
    assert browser.get(home(world)).status_code in (403, 404)


def test_the_overview_says_what_one_may_do_here(world, signed_in):
    page = words(signed_in("pbx_payer", entered="pbx").get(home(world)))
    assert "Pay invoices May pay the account’s invoices." in page
    assert "Super administrator (PBX)" not in page


def test_the_groups_stand_inside_one_another_with_their_members(world, signed_in):
    world.person("pbx_payer")
    page = words(signed_in("pbx_super", entered="pbx").get(home(world, "groups/")))
    assert "Direction 0 people" in page
    assert "Finance 1 person PE Pbx_Payer Example" in page


def test_the_groups_take_the_same_number_of_queries_for_many(world, signed_in, django_assert_max_num_queries):
    browser = signed_in("pbx_super", entered="pbx")
    for number in range(12):
        group = make_group(world.account, f"Group {number}")
        GroupMembership.objects.create(account=world.account, group=group, person=world.person("pbx_super"))
    with django_assert_max_num_queries(14):
        browser.get(home(world, "groups/"))
