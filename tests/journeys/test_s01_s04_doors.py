"""S1 to S4: who gets in where. The admin portal, Billing beside it, the app switcher, the billing portal's door."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.people import ANTOINE, CAMILLE, ELEANOR, INES, JULIEN, MANON, NADIA, SOPHIE, THOMAS


@pytest.mark.parametrize("human", [CAMILLE, INES, THOMAS], ids=["super_admin", "admin", "custom_role"])
def test_s01_roles_get_into_the_admin_portal(site, somebody, human):
    somebody.opens("/").at_main().follows("Admin portal")
    somebody.sees("Admin portal").signs_in(human).is_at(f"/admin/{site.lumiere}/$")
    somebody.at_navigation().sees("Overview").sees("People").sees("Groups")


def test_s01_a_member_does_not_get_into_the_admin_portal(site, somebody):
    somebody.enters(f"/admin/{site.lumiere}/", MANON).sees_heading("You may not enter here")
    somebody.opens(f"/admin/{site.lumiere}/people/").sees_heading("You may not enter here")
    expect(somebody.at_navigation().area).to_have_count(0)


def test_s02_billing_in_the_left_navigation_opens_this_accounts_billing_portal_in_a_new_tab(site, somebody):
    somebody.enters(f"/admin/{site.lumiere}/", CAMILLE)
    billing = somebody.at_navigation().follows_into_new_tab("Billing")
    billing.goes_on(CAMILLE).is_at(f"/billing/{site.lumiere}/$").sees("Balance due")
    somebody.is_at(f"/admin/{site.lumiere}/$")


def test_s02_who_is_in_two_accounts_gets_the_billing_portal_of_the_one_they_are_in(site, somebody):
    somebody.enters(f"/billing/{site.harbour}/", NADIA).reads("Harbour & Finch Ltd").misses("Lumière & Fils")
    somebody.follows("Change account").at_main().page.get_by_role("button", name="Lumière & Fils").click()
    somebody.is_at(f"/billing/{site.lumiere}/").reads("Lumière & Fils").misses("Harbour & Finch Ltd")


def test_s03_the_app_switcher_lists_the_apps_open_to_this_person(site, somebody):
    somebody.enters(f"/admin/{site.lumiere}/", CAMILLE)
    apps = somebody.opens_app_switcher().sees("Admin portal").sees("Billing").sees("PBX administration (classic)")
    billing = apps.follows_into_new_tab("Billing").goes_on(CAMILLE)
    billing.opens_app_switcher().follows("PBX administration (classic)")
    billing.goes_on(CAMILLE).is_at(f"/pbx/{site.lumiere}/")
    billing.opens_app_switcher().follows("My account")
    billing.is_at("/me/").opens_app_switcher().sees("Admin portal")


def test_s03_the_app_switcher_lists_no_app_that_is_closed(site, say, somebody):
    somebody.enters(f"/pbx/{site.lumiere}/", SOPHIE)
    apps = somebody.opens_app_switcher().sees("PBX administration (classic)").sees("My account")
    apps.misses(say("Admin portal")).misses(say("Billing"))


@pytest.mark.parametrize("human", [INES, JULIEN], ids=["admin", "super_admin"])
def test_s03_billing_leads_admins_to_its_sign_in_page_and_no_further(site, somebody, human):
    somebody.enters(f"/admin/{site.lumiere}/", human)
    billing = somebody.opens_app_switcher().follows_into_new_tab("Billing")
    billing.is_at(f"/billing/{site.lumiere}/sign-in/").sees("Billing portal")
    billing.goes_on(human).sees_heading("You need to be a billing administrator")
    billing.opens(f"/billing/{site.lumiere}/invoices/").sees_heading("You need to be a billing administrator")


@pytest.mark.parametrize("human", [INES, JULIEN], ids=["admin", "super_admin"])
def test_s04_a_role_is_not_enough_for_the_billing_portal(site, somebody, human):
    somebody.enters(f"/billing/{site.lumiere}/", human).sees_heading("You need to be a billing administrator")
    somebody.reads(human.email).sees("Who the billing administrators are").reads(CAMILLE.name).reads(NADIA.name)
    somebody.at_main().sees("Request access").sees("Send them a message")


def test_s04_the_billing_portal_has_a_sign_in_page_of_its_own(site, somebody):
    somebody.opens("/").at_main().follows("Billing portal")
    somebody.is_at("/billing/sign-in/").sees_heading("Sign in").sees("Billing portal")
    somebody.sees("For billing administrators: invoices, payments and who looks after them.")
    somebody.signs_in(ELEANOR).is_at(f"/billing/{site.harbour}/$")


def test_s04_being_in_the_admin_portal_is_not_being_in_the_billing_portal(site, somebody):
    somebody.enters(f"/admin/{site.lumiere}/", CAMILLE).opens(f"/billing/{site.lumiere}/invoices/")
    somebody.is_at(f"/billing/{site.lumiere}/sign-in/").goes_on(CAMILLE)
    somebody.is_at(re.escape(f"/billing/{site.lumiere}/invoices/"))


def test_s04_a_billing_administrator_of_one_portal_learns_nothing_of_another(site, somebody):
    somebody.enters(f"/billing/{site.lumiere}/", ANTOINE).sees("Balance due")
    answer = somebody.page.goto(f"/billing/{site.harbour}/")
    unknown = somebody.beside().page.goto("/billing/C-0000-0000/")
    assert (answer.status, unknown.status) == (404, 404)
    somebody.misses("Harbour & Finch")
