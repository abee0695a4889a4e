"""S7 and S8 by keyboard alone: billing administrators are added, edited and deleted, and S8 is said."""

from playwright.sync_api import expect

from tests.journeys.people import CAMILLE, ELEANOR, NADIA, PRIYA, Human

ROBIN = Human("Robin", "Touche", "robin.touche@touche.example")
LONG = "a long walk over the moors"


def test_s07_s08_an_administrator_is_added_accepts_and_pays(site, hands, keys):
    camille = hands(f"/billing/{site.lumiere}/administrators/", CAMILLE).skips()
    camille.follows("Add a billing administrator").sees_heading("Add a billing administrator").skips()
    camille.types("First name", ROBIN.first).types("Last name", ROBIN.last).types("E-mail address", ROBIN.email)
    camille.chooses("Payer").presses("Send the invitation", key="Space")
    camille.sees_heading("Invitation of %(name)s", name=ROBIN.name).skips()
    camille.tabs_to(camille.named("link", "Assign a role in the admin portal"))  # S8: that is said, and where to go
    link = site.mailbox.wait_for(ROBIN.email, link="/invitation/")
    keys.opens(link).types("Password", LONG).presses("Create my sign-in and accept")
    keys.is_at(f"/billing/{site.lumiere}/$").is_told("You have accepted the invitation.")
    pays_an_invoice(keys, f"/billing/{site.lumiere}/invoices/")


def pays_an_invoice(keys, invoices):
    """From the list to the receipt."""
    keys.opens(invoices).skips().tabs_to(keys.page.locator("tbody th a")).hits("Enter").skips()
    keys.follows("Pay").skips().chooses("Another card").presses("Continue").is_at("/sandbox/pay/")
    keys.tabs_to(keys.page.locator("button.pay")).hits("Enter").sees_heading("Thank you")


def test_s07_an_administrator_is_edited(site, hands):
    eleanor = hands(f"/billing/{site.harbour}/administrators/", ELEANOR).skips()
    eleanor.follows("Edit %(name)s", name=NADIA.name).skips().chooses("Viewer").presses("Save")
    eleanor.is_told("The access of %(name)s is as you chose.", name=NADIA.name)


def test_s07_an_administrator_is_deleted_after_a_question_that_can_be_left(site, hands):
    eleanor = hands(f"/billing/{site.harbour}/administrators/", ELEANOR).skips()
    trash = eleanor.page.get_by_role("link", name=f"{eleanor.say('Delete')} {PRIYA.name}")
    eleanor.tabs_to(trash).hits("Enter").skips().follows("Cancel").is_at(f"/billing/{site.harbour}/administrators/")
    eleanor.skips().tabs_to(trash).hits("Enter").skips().presses("Delete")
    done = {"name": PRIYA.name, "account": "Harbour & Finch Ltd"}
    eleanor.is_told("%(name)s is no longer a billing administrator of %(account)s.", **done)
    expect(trash).to_have_count(0)
