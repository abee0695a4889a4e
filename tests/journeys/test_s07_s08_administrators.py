"""S7 and S8: billing administrators are added, edited and deleted; no role comes or goes with it."""

from datetime import timedelta

from playwright.sync_api import expect

from bursar.core import clock
from tests.journeys.people import CAMILLE, ELEANOR, INES, JULIEN, NADIA, PRIYA, Human

LONG = "a long walk over the moors"
ROBIN = Human("Robin", "Keller", "robin.keller@keller-audit.example")


def add_administrator(somebody, human, level, language):
    """Fill the page of adding, and send the invitation."""
    somebody.follows("Add a billing administrator").sees_heading("Add a billing administrator")
    somebody.types("First name", human.first).types("Last name", human.last).types("E-mail address", human.email)
    somebody.field("Language").select_option(language)
    somebody.chooses(level).presses("Send the invitation").sees("The invitation is on its way")


def test_s07_an_added_administrator_accepts_in_their_own_browser_and_pays(site, say, visitor, language):
    camille, robin = visitor(), visitor()
    camille.arrives(site, f"/billing/{site.lumiere}/administrators/", CAMILLE)
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
    camille.arrives(site, f"/billing/{site.lumiere}/administrators/", CAMILLE)
    add_administrator(camille, once, "Viewer", language)
    link = site.mailbox.wait_for(once.email, link="/invitation/")
    other.arrives(site, "/me/", JULIEN).opens(link).sees("You are signed in with another address")
    camille.presses("Resend")
    other.opens(link).sees_heading("This link no longer works")


def test_s07_an_administrator_is_edited_and_it_counts_from_the_next_click_on(site, visitor):
    eleanor, nadia = visitor(), visitor()
    eleanor.arrives(site, f"/billing/{site.harbour}/administrators/", ELEANOR)
    nadia.arrives(site, f"/billing/{site.harbour}/invoices/", NADIA)
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
    eleanor.arrives(site, f"/billing/{site.harbour}/administrators/", ELEANOR)
    priya.arrives(site, f"/billing/{site.harbour}/", PRIYA).sees("Balance due")
    eleanor.at_row(PRIYA.name).follows("Delete")
    eleanor.sees_heading("Delete %(name)s as billing administrator?", name=PRIYA.name).at_main().presses("Delete")
    done = {"name": PRIYA.name, "account": "Harbour & Finch Ltd"}
    eleanor.sees("%(name)s is no longer a billing administrator of %(account)s.", **done)
    priya.at_navigation().follows("Invoices").sees_heading("You need to be a billing administrator")


def test_s07_the_last_full_administrator_cannot_be_deleted(site, somebody):
    somebody.arrives(site, f"/billing/{site.harbour}/administrators/", ELEANOR)
    somebody.sees("Only one administrator keeps this portal").at_row(ELEANOR.name).follows("Delete")
    somebody.sees_heading("Give up your own access?").presses("Give up my access")
    somebody.sees(
        "The billing portal would be left without an administrator: nobody else has the level Full, works already and "
        "has no end date. Add a second one first, and try again once they have accepted."
    )
    somebody.opens(f"/billing/{site.harbour}/administrators/").at_row(ELEANOR.name).sees("Full")


def test_s08_adding_gives_no_access_to_the_admin_portal_and_the_page_says_so(site, visitor, language):
    camille, lucie = visitor(), visitor()
    human = Human("Lucie", "Prat", "lucie.prat@prat-conseil.example")
    camille.arrives(site, f"/billing/{site.lumiere}/administrators/", CAMILLE)
    add_administrator(camille, human, "Full", language)
    camille.sees("This gives no access to the admin portal").sees("Assign a role in the admin portal")
    lucie.opens(site.mailbox.wait_for(human.email, link="/invitation/")).types("Password", LONG)
    lucie.presses("Create my sign-in and accept").is_at(f"/billing/{site.lumiere}/$")
    lucie.opens(f"/admin/{site.lumiere}/").sees_heading("You may not enter here")


def test_s08_a_role_that_comes_and_goes_leaves_billing_as_it_was(site, somebody):
    somebody.arrives(site, f"/admin/{site.lumiere}/people/", CAMILLE)
    for role in ("Super admin", "Member", "Admin"):
        somebody.opens(f"/admin/{site.lumiere}/people/?q=Garnier").follows_name(INES.name)
        somebody.follows("Change the role").chooses(role).presses("Save")
    somebody.opens(f"/billing/{site.lumiere}/administrators/").goes_on(CAMILLE).misses(INES.name)
