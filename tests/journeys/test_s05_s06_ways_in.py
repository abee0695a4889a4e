"""S5 and S6: who signs up is the first billing administrator, once; My account leads to billing."""

import json

from playwright.sync_api import expect

from tests.journeys.people import ANTOINE, JULIEN, NADIA, OLIVER, Human

LONG = "a long walk over the moors"
MARGUERITE = Human("Marguerite", "Dubois", "marguerite.dubois@atelier-dubois.example")


def sign_up(somebody, human, organisation):
    """Sign up on the public pages, as far as the mail."""
    somebody.opens("/").at_main().follows("Sign up")
    somebody.types("First name", human.first).types("Last name", human.last).types("Work e-mail", human.email)
    somebody.types("Organisation", organisation).types("Password", LONG)
    somebody.at_main().presses("Sign up")
    return somebody.sees_heading("Check your e-mail")


def accounts_named(site, name):
    """What the operator finds under a name."""
    return [row for row in json.loads(site.bursar("account", "list", "--json")) if row["name"] == name]


def test_s05_who_signs_up_is_billing_administrator_at_level_full(site, somebody):
    sign_up(somebody, MARGUERITE, "Atelier Dubois")
    somebody.opens(site.mailbox.wait_for(MARGUERITE.email, link="/sign-up/confirm/"))
    somebody.types("The password you chose", LONG).presses("Confirm and sign in")
    somebody.is_at("/admin/").sees("Your address is confirmed and your account is ready.")
    billing = somebody.at_navigation().follows_into_new_tab("Billing").goes_on(MARGUERITE)
    billing.at_navigation().follows("Manage billing administrators")
    billing.at_row(MARGUERITE.name).sees("Full").sees("You").sees("by signing up").sees("No end date")
    expect(billing.page.locator("section[aria-labelledby=administrators-title] tbody tr")).to_have_count(1)


def test_s05_a_link_that_is_opened_twice_makes_one_account(site, visitor):
    somebody, other = visitor(), visitor()
    twice = Human("Benoît", "Roy", "benoit.roy@roy-freres.example")
    sign_up(somebody, twice, "Roy Frères")
    link = site.mailbox.wait_for(twice.email, link="/sign-up/confirm/")
    other.opens(link)
    somebody.opens(link).types("The password you chose", LONG).presses("Confirm and sign in").is_at("/admin/")
    other.types("The password you chose", LONG).presses("Confirm and sign in")
    other.sees_heading("Your account is ready")
    assert len(accounts_named(site, "Roy Frères")) == 1


def test_s05_signing_up_again_brings_one_more_account_and_nothing_else(site, somebody):
    sign_up(somebody, OLIVER, "Oliver’s Boats")
    somebody.opens(site.mailbox.wait_for(OLIVER.email, link="/sign-up/confirm/"))
    somebody.sees("This address signs in already. Sign in with it to get one more account.")
    somebody.at_main().follows("Sign in")
    somebody.signs_in(OLIVER).presses("Get one more account")
    somebody.is_at("/admin/").reads("Oliver’s Boats").opens("/me/")
    somebody.reads("Harbour & Finch Ltd").reads("Oliver’s Boats")
    expect(somebody.link("Go to billing")).to_have_count(1)


def test_s06_my_account_has_go_to_billing_once_for_each_account(site, somebody):
    somebody.enters("/me/", NADIA)
    expect(somebody.link("Go to billing")).to_have_count(2)
    card = somebody.within(somebody.page.locator(".card").filter(has_text="Harbour & Finch Ltd"))
    billing = card.follows_into_new_tab("Go to billing")
    billing.is_at(f"/billing/{site.harbour}/").goes_on(NADIA).is_at(f"/billing/{site.harbour}/$").sees("Balance due")


def test_s06_a_member_without_the_billing_item_finds_the_way_there(site, say, somebody):
    somebody.enters("/me/", ANTOINE).misses(say("Admin portal"))
    somebody.follows_into_new_tab("Go to billing").goes_on(ANTOINE).is_at(f"/billing/{site.lumiere}/$")


def test_s06_no_way_to_billing_is_shown_where_there_is_none(somebody):
    somebody.enters("/me/", JULIEN).reads("Lumière & Fils")
    expect(somebody.link("Go to billing")).to_have_count(0)
