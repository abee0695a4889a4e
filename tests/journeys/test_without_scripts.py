"""Without JavaScript: administrators (S7), permissions (S10 to S12) and paying, as forms and pages that ask."""

import pytest
from playwright.sync_api import expect

from tests.invoices.rich import rich_ubl
from tests.journeys.matrix import PAY, REPORTS, VIEW, is_let_in
from tests.journeys.people import CAMILLE, ELEANOR, NADIA, PAUL, PRIYA, Human
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.parametrize("language", ["fr"], ids=["french"], indirect=True)
SHARED = "factures@lumiere-fils.example"
ROBIN = Human("Robin", "Papier", "robin.papier@papier.example")


@pytest.fixture
def plain(new_browser, say):
    """Somebody whose browser runs no scripts."""
    context = new_browser(java_script_enabled=False)
    yield Visitor(context.new_page(), say)
    context.close()


def test_s07_administrators_are_added_edited_and_deleted(site, plain):
    plain.arrives(site, f"/billing/{site.harbour}/administrators/", ELEANOR).follows("Add a billing administrator")
    plain.types("First name", ROBIN.first).types("Last name", ROBIN.last).types("E-mail address", ROBIN.email)
    plain.chooses("Viewer").presses("Send the invitation").sees("The invitation is on its way")
    plain.follows("Back to the billing administrators").at_row(NADIA.name).follows("Edit")
    plain.chooses("Viewer").presses("Save").sees("The access of %(name)s is as you chose.", name=NADIA.name)
    plain.at_row(PRIYA.name).follows("Delete")
    plain.at_main().presses("Delete").misses(PRIYA.email)


def box(plain, permission, name):
    """The tick box of a permission in somebody's row."""
    return plain.tick_box("%(permission)s for %(name)s", permission=plain.say(permission), name=name)


def test_s10_s11_somebody_is_searched_ticked_reviewed_and_saved(site, visitor, plain):
    plain.arrives(site, f"/pbx/{site.lumiere}/permissions/", CAMILLE).types("Add a person or group", PAUL.name)
    plain.presses("Search").page.locator("[data-candidates]").get_by_role("link").filter(has_text=PAUL.name).click()
    box(plain, PAY, PAUL.name).check()
    plain.at_row(PAUL.name).presses("Save").sees_heading("Save these permissions?")
    plain.at_main().presses("Save").sees("Nothing was saved")  # Pay depends on View, and no script ticks that
    box(plain, VIEW, PAUL.name).check()
    plain.at_row(PAUL.name).presses("Save").at_main().presses("Save")
    plain.sees("The permissions are saved.")
    assert is_let_in(visitor, site, PAUL)


def test_s12_a_row_is_removed_after_a_page_that_asks(site, plain):
    plain.arrives(site, f"/pbx/{site.lumiere}/permissions/", CAMILLE)
    expect(box(plain, REPORTS, "Direction")).to_be_checked()
    plain.at_row("Direction").presses("Remove %(name)s", name="Direction").sees_heading("Save these permissions?")
    plain.follows("Cancel")
    expect(box(plain, REPORTS, "Direction")).to_be_checked()
    plain.at_row("Direction").presses("Remove %(name)s", name="Direction").at_main().presses("Save")
    plain.sees("The permissions are saved.")
    expect(box(plain, REPORTS, "Direction")).to_have_count(0)


@pytest.mark.parametrize("way", ["saved", "other"])
def test_an_invoice_is_paid(site, plain, way):
    plain.arrives(site, f"/billing/{site.lumiere}/invoices/", CAMILLE).page.locator("tbody th a").first.click()
    plain.at_main().link("Pay").last.click()
    if way == "saved":
        plain.presses("Continue").page.get_by_role("main").get_by_role("button").last.click()
    else:
        plain.chooses("Another card").presses("Continue").page.locator("button.pay").click()
    plain.sees_heading("Thank you")


def test_a_recipient_confirms_and_stops(site, plain):
    plain.arrives(site, f"/billing/{site.lumiere}/details/recipients/add/", CAMILLE)
    plain.types("E-mail address", SHARED).ticks("Invoices and credit notes").presses("Add a recipient")
    plain.opens(site.mailbox.wait_for(SHARED, link="/recipient/")).presses("Confirm this address")
    plain.sees_heading("The address is confirmed")
    (site.folder / "rich.xml").write_bytes(rich_ubl(site.lumiere))
    site.bursar("invoice", "import", str(site.folder / "rich.xml"), "--operator", "the journeys")
    plain.opens(site.mailbox.wait_for(SHARED, link="/recipient/stop/"))
    plain.presses("Send nothing more to %(address)s", address=SHARED).sees_heading("Stopped")
    plain.opens(f"/billing/{site.lumiere}/details/").misses(SHARED)
