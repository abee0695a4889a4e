"""S5 to S8: billing administrators. The first by signing up, others invited, edited, deleted; no role is moved."""

import json
from datetime import timedelta

from playwright.sync_api import expect

from bursar.core import clock
from tests.journeys.people import ANTOINE, CAMILLE, ELEANOR, INES, JULIEN, NADIA, OLIVER, PRIYA, Human

LONG = "a long walk over the moors"
MARGUERITE = Human("Marguerite", "Dubois", "marguerite.dubois@atelier-dubois.example")
ROBIN = Human("Robin", "Keller", "robin.keller@keller-audit.example")


def sign_up(somebody, human, organisation):
    """Sign up on the public pages, as far as the mail."""
    somebody.opens("/").at_main().follows("Sign up")
    somebody.types("First name", human.first).types("Last name", human.last).types("Work e-mail", human.email)
    somebody.types("Organisation", organisation).types("Password", LONG)
    somebody.at_main().presses("Sign up")
    return somebody.sees_heading("Look into your mail")


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


def add_administrator(somebody, human, level, language):
    """Fill the page of adding, and send the invitation."""
    somebody.follows("Add a billing administrator").sees_heading("Add a billing administrator")
    somebody.types("First name", human.first).types("Last name", human.last).types("E-mail address", human.email)
    somebody.field("Language").select_option(language)
    somebody.chooses(level).presses("Send the invitation").sees("The invitation is on its way")


def test_s07_an_added_administrator_accepts_in_their_own_browser_and_pays(site, say, visitor, language):
    camille, robin = visitor(), visitor()
    camille.enters(f"/billing/{site.lumiere}/administrators/", CAMILLE)
    add_administrator(camille, ROBIN, "Payer", language)
    robin.opens(site.mailbox.wait_for(ROBIN.email, link="/invitation/"))
    robin.reads("Lumière & Fils").reads(CAMILLE.name)
    robin.types("Password", LONG).presses("Create my sign-in and accept")
    robin.is_at(f"/billing/{site.lumiere}/$").sees("You have accepted the invitation.")
    robin.at_navigation().follows("Invoices").misses(say("Manage billing administrators"))
    number = robin.page.locator("main tbody th a").first.inner_text()
    robin.follows_name(number).at_main().link("Pay").last.click()
    robin.chooses("Another card").presses("Continue").page.locator("button.pay").click()
    robin.sees_heading("Thank you").reads(number)
    site.mailbox.wait_for(ROBIN.email, link="/payments/")
    camille.opens(f"/billing/{site.lumiere}/administrators/").at_row(ROBIN.name).sees("Payer").sees("Not a member")


def test_s07_an_invitation_works_once_and_only_for_its_address(site, visitor, language):
    camille, other = visitor(), visitor()
    once = Human("Yasmine", "Ott", "yasmine.ott@ott.example")
    camille.enters(f"/billing/{site.lumiere}/administrators/", CAMILLE)
    add_administrator(camille, once, "Viewer", language)
    link = site.mailbox.wait_for(once.email, link="/invitation/")
    other.enters("/me/", JULIEN).opens(link).sees("You are signed in with another address")
    camille.presses("Resend")
    other.opens(link).sees_heading("This link no longer works")


def test_s07_an_administrator_is_edited_and_it_counts_from_the_next_click_on(site, visitor):
    eleanor, nadia = visitor(), visitor()
    eleanor.enters(f"/billing/{site.harbour}/administrators/", ELEANOR)
    nadia.enters(f"/billing/{site.harbour}/invoices/", NADIA)
    expect(nadia.select_boxes().first).to_be_visible()
    until = (clock.now() + timedelta(days=90)).date()
    eleanor.at_row(NADIA.name).follows("Edit")
    eleanor.sees_heading("Edit %(name)s", name=NADIA.name).chooses("Viewer").types("End date", until.isoformat())
    eleanor.presses("Save").sees("The access of %(name)s is as you chose.", name=NADIA.name)
    eleanor.at_row(NADIA.name).sees("Viewer")
    nadia.at_navigation().follows("Invoices").sees_heading("Invoices")
    expect(nadia.select_boxes()).to_have_count(0)


def test_s07_an_administrator_is_deleted_and_out_at_the_next_click(site, visitor):
    eleanor, priya = visitor(), visitor()
    eleanor.enters(f"/billing/{site.harbour}/administrators/", ELEANOR)
    priya.enters(f"/billing/{site.harbour}/", PRIYA).sees("Balance due")
    eleanor.at_row(PRIYA.name).follows("Delete")
    eleanor.sees_heading("Delete %(name)s as billing administrator?", name=PRIYA.name).at_main().presses("Delete")
    done = {"name": PRIYA.name, "account": "Harbour & Finch Ltd"}
    eleanor.sees("%(name)s is no longer a billing administrator of %(account)s.", **done)
    priya.at_navigation().follows("Invoices").sees_heading("You need to be a billing administrator")


def test_s07_the_last_full_administrator_cannot_be_deleted(site, somebody):
    somebody.enters(f"/billing/{site.harbour}/administrators/", ELEANOR)
    somebody.sees("Only one administrator keeps this portal").at_row(ELEANOR.name).follows("Delete")
    somebody.sees_heading("Give up your own access?").presses("Give up my access")
    somebody.sees("Please look at this again")
    somebody.opens(f"/billing/{site.harbour}/administrators/").at_row(ELEANOR.name).sees("Full")


def test_s08_adding_gives_no_access_to_the_admin_portal_and_the_page_says_so(site, visitor, language):
    camille, lucie = visitor(), visitor()
    human = Human("Lucie", "Prat", "lucie.prat@prat-conseil.example")
    camille.enters(f"/billing/{site.lumiere}/administrators/", CAMILLE)
    add_administrator(camille, human, "Full", language)
    camille.sees("This gives no access to the admin portal").sees("Assign a role in the admin portal")
    lucie.opens(site.mailbox.wait_for(human.email, link="/invitation/")).types("Password", LONG)
    lucie.presses("Create my sign-in and accept").is_at(f"/billing/{site.lumiere}/$")
    lucie.opens(f"/admin/{site.lumiere}/").sees_heading("You may not enter here")


def test_s08_a_role_that_comes_and_goes_leaves_billing_as_it_was(site, somebody):
    somebody.enters(f"/admin/{site.lumiere}/people/", CAMILLE)
    for role in ("Super admin", "Member", "Admin"):
        somebody.opens(f"/admin/{site.lumiere}/people/?q=Garnier").follows_name(INES.name)
        somebody.follows("Change the role").chooses(role).presses("Save")
    somebody.opens(f"/billing/{site.lumiere}/administrators/").goes_on(CAMILLE).misses(INES.name)
