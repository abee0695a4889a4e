"""Entering and leaving portals: rules 3, 11 and 12."""

from datetime import timedelta

import pytest
from django.test import Client

from bursar.access.permissions import Level
from bursar.core import clock
from bursar.grants import steps as grants
from bursar.grants.models import Grant
from tests.personas import BY, PASSWORD, World


def sign_in_page(world: World, door: str = "billing") -> str:
    return f"/{door}/{world.account.number}/sign-in/"


def test_a_portal_s_sign_in_page_enters_that_portal_only(world):
    world.person("founder")
    browser = Client()
    entered = browser.post(sign_in_page(world), {"login": "founder@example.com", "password": PASSWORD})
    assert entered.url == f"/billing/{world.account.number}/"
    assert browser.get(f"/billing/{world.account.number}/").status_code == 200
    assert browser.get(f"/admin/{world.account.number}/").status_code == 302


def test_who_is_signed_in_continues_without_the_password(world, signed_in):
    browser = signed_in("payer")
    assert "Continue as Payer Example" in browser.get(sign_in_page(world)).content.decode()
    assert browser.post(sign_in_page(world)).status_code == 302
    assert browser.get(f"/billing/{world.account.number}/").status_code == 200


def test_twelve_hours_after_the_last_proof_the_password_is_asked_for(world, signed_in):
    browser = signed_in("payer")
    with clock.at(clock.now() + timedelta(hours=12, minutes=1)):
        assert browser.post(sign_in_page(world), {"password": "wrong"}).status_code == 422
        assert browser.post(sign_in_page(world), {"password": PASSWORD}).status_code == 302


def test_leaving_a_portal_asks_for_the_password_there_and_keeps_the_others_entered(world, signed_in):
    browser = signed_in("founder", entered="billing admin")
    browser.post(f"/billing/{world.account.number}/leave/")
    assert browser.get(f"/billing/{world.account.number}/").status_code == 302
    assert browser.post(sign_in_page(world)).status_code == 422
    assert browser.get(f"/admin/{world.account.number}/").status_code == 200


def test_signing_out_leaves_every_portal(world, signed_in):
    browser = signed_in("founder", entered="billing admin")
    browser.post("/sign-out/")
    assert browser.get(f"/admin/{world.account.number}/").status_code == 302
    assert browser.get("/me/").url.startswith("/sign-in/")


def test_not_me_signs_out_and_asks_at_the_same_door(world, signed_in):
    browser = signed_in("payer")
    assert browser.post(f"/billing/{world.account.number}/switch/").url == sign_in_page(world)
    assert "Continue as" not in browser.get(sign_in_page(world)).content.decode()


@pytest.mark.parametrize("persona", ["super_admin", "admin"])
def test_an_admin_reaches_the_billing_sign_in_page_and_no_further(world, signed_in, persona):
    browser = signed_in(persona, entered="admin")
    assert browser.get(sign_in_page(world)).status_code == 200
    assert browser.post(sign_in_page(world)).status_code == 403
    assert browser.get(f"/billing/{world.account.number}/").status_code == 403


@pytest.mark.parametrize("persona", ["super_admin", "admin"])
def test_the_app_switcher_leads_an_admin_to_the_billing_sign_in_page(world, signed_in, persona):
    browser = signed_in(persona, entered="admin")
    page = browser.get(f"/admin/{world.account.number}/").content.decode()
    assert f'href="{sign_in_page(world)}"' in page
    assert browser.get("/billing/").url == sign_in_page(world)


def test_the_app_switcher_of_a_plain_member_has_no_billing(world, signed_in):
    page = signed_in("member").get("/me/").content.decode()
    assert "App switcher" in page
    assert "/billing/" not in page


def test_a_stranger_learns_nothing_at_a_door(world, signed_in):
    browser = signed_in("stranger")
    known, unknown = browser.get(sign_in_page(world)), browser.get("/billing/C-0000-0000/sign-in/")
    assert (known.status_code, unknown.status_code) == (404, 404)


@pytest.mark.parametrize("door", ["admin", "billing", "pbx"])
def test_anonymous_sees_no_difference_between_known_and_unknown_accounts(world, door):
    known = Client().get(f"/{door}/{world.account.number}/")
    unknown = Client().get(f"/{door}/C-0000-0000/")
    assert known.status_code == unknown.status_code == 302
    assert known.url.replace(world.account.number, "C-0000-0000") == unknown.url
    pages = [Client().get(a.url) for a in (known, unknown)]
    assert pages[0].status_code == pages[1].status_code == 200
    assert world.account.name not in pages[0].content.decode()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "http:evil"])
def test_continuing_never_leads_to_another_site(world, signed_in, target):
    browser = signed_in("payer")
    assert browser.post(sign_in_page(world), {"next": target}).url == f"/billing/{world.account.number}/"


def test_the_session_gets_a_new_key_with_each_proof(world, signed_in):
    browser = signed_in("payer", entered="billing")
    browser.post(f"/billing/{world.account.number}/leave/")
    before = browser.session.session_key
    browser.post(sign_in_page(world), {"password": PASSWORD})
    assert browser.session.session_key != before


def test_several_accounts_are_chosen_from_on_entry(world, other_world, signed_in):
    grants.give_level(BY, other_world.account, world.person("payer"), Level.PAYER, how=Grant.How.INVITATION)
    browser = signed_in("payer")
    page = browser.get("/billing/").content.decode()
    assert "Northwind Traders" in page
    assert "Contoso" in page
    chosen = browser.post("/billing/", {"number": other_world.account.number})
    assert chosen.url == f"/billing/{other_world.account.number}/"
    assert browser.get(chosen.url).status_code == 200


def test_an_account_that_is_not_open_to_one_cannot_be_chosen(world, other_world, signed_in):
    browser = signed_in("payer")
    assert browser.post("/billing/", {"number": other_world.account.number}).status_code == 404


def test_signing_in_at_a_door_that_is_not_open_marks_nothing_as_entered(world):
    world.person("super_admin")
    browser = Client()
    browser.post(sign_in_page(world), {"login": "super_admin@example.com", "password": PASSWORD})
    assert browser.session.get("entered", {}) == {}


def test_changing_the_account_is_offered_to_those_who_have_another(world, other_world, signed_in):
    browser = signed_in("full")
    browser.post(f"/billing/{world.account.number}/sign-in/")
    assert "Change account" not in browser.get(f"/billing/{world.account.number}/").content.decode()
    grants.give_level(BY, other_world.account, world.person("full"), Level.VIEWER, how=Grant.How.INVITATION)
    browser.post(f"/billing/{world.account.number}/sign-in/")
    assert "Change account" in browser.get(f"/billing/{world.account.number}/").content.decode()
