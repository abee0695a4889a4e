"""S1 to S6 by keyboard alone: the doors, the app switcher, signing up, Go to billing."""

import re

from playwright.sync_api import expect

from tests.journeys.people import ANTOINE, CAMILLE, INES, Human

LONG = "a long walk over the moors"


def test_s01_s02_the_admin_portal_and_billing_beside_it(site, say, keys):
    keys.opens("/").follows("Admin portal").signs_in(CAMILLE).is_at(f"/admin/{site.lumiere}/$")
    keys.tabs_to(keys.page.locator("nav.sidenav").get_by_role("link", name=re.compile(say("Billing"))))
    billing = keys.into_new_tab().goes_on(CAMILLE).is_at(f"/billing/{site.lumiere}/$")
    billing.skips().tabs_to(billing.page.get_by_role("main").get_by_role("link").first)


def test_s03_s04_the_app_switcher_leads_an_admin_to_the_door_of_billing_and_no_further(site, say, keys):
    keys.opens(f"/admin/{site.lumiere}/").signs_in(INES).is_at(f"/admin/{site.lumiere}/$")
    switcher = keys.opens_menu(say("App switcher")).page.locator("details[open]")
    keys.tabs_to(switcher.get_by_role("link").first, most=1).hits("Escape")
    expect(switcher).to_have_count(0)
    expect(keys.page.locator("summary").filter(has_text=say("App switcher"))).to_be_focused()
    keys.hits("Enter").tabs_to(switcher.get_by_role("link", name=re.compile(say("Billing"))), most=3)
    billing = keys.into_new_tab().goes_on(INES).sees_heading("You need to be a billing administrator")
    billing.skips().follows("Request access").is_at(f"/billing/{site.lumiere}/request-access/")


def test_s05_a_refused_form_takes_the_focus_to_its_errors_and_the_rest_of_the_sign_up_is_typed(site, keys):
    human = Human("Margot", "Clé", "margot.cle@cle.example")
    keys.opens("/").follows("Sign up").types("First name", human.first).types("Last name", human.last)
    keys.types("Work e-mail", human.email).types("Organisation", "Clé").types("Password", human.email).hits("Enter")
    summary = keys.page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    expect(summary).to_have_attribute("role", "alert")
    keys.tabs_to(summary.get_by_role("link").first, most=1).hits("Enter")
    expect(keys.page.locator("input[name=password]")).to_be_focused()
    expect(keys.page.locator("input[name=password]")).to_have_attribute("aria-invalid", "true")
    keys.page.keyboard.type(LONG)
    keys.hits("Enter").sees_heading("Check your e-mail")
    keys.opens(site.mailbox.wait_for(human.email, link="/sign-up/confirm/")).types("The password you chose", LONG)
    keys.hits("Enter").is_at("/admin/").is_told("Your address is confirmed and your account is ready.")


def test_s06_go_to_billing_from_my_account(site, keys):
    keys.opens("/me/").signs_in(ANTOINE).is_at("/me/$").skips().tabs_to(keys.named("link", "Go to billing"))
    keys.into_new_tab().goes_on(ANTOINE).is_at(f"/billing/{site.lumiere}/$")
