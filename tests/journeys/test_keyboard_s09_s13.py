"""S9 to S13 by keyboard alone: the PBX permissions, the draft, Save; the language; downloading, automatic payment."""

from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import expect

from tests.journeys.matrix import PAY, REPORTS, VIEW
from tests.journeys.people import CAMILLE, MANON, SOPHIE, VINCENT
from tests.journeys.test_keyboard_s07_s08 import pays_an_invoice

BOX = "%(permission)s for %(name)s"


def box(keys, permission, name):
    """The tick box of a permission in somebody's row."""
    return keys.named("checkbox", BOX, permission=keys.say(permission), name=name)


def test_s09_s10_somebody_is_found_by_the_arrows_and_ticked(site, keys):
    keys.opens(f"/pbx/{site.lumiere}/").signs_in(VINCENT).follows("Permissions").sees_heading("Permissions").skips()
    adds(keys, MANON.name).ticks(BOX, permission=keys.say(REPORTS), name=MANON.name)
    keys.presses("Save").is_told("The permissions are saved.")
    expect(box(keys, REPORTS, MANON.name)).to_be_checked()


def adds(keys, name):
    """Look for somebody, go down into the answers, take the first; the focus is in the new row."""
    keys.types("Add a person or group", name)
    expect(keys.page.locator("[data-add]").first).to_be_visible()
    keys.hits("ArrowDown")
    expect(keys.page.locator("[data-add]").first).to_be_focused()
    keys.hits("Enter")
    expect(keys.page.locator("tr[data-row] input:focus")).to_have_count(1)
    return keys


def test_s11_pay_depends_on_view(site, hands):
    keys = hands(f"/pbx/{site.lumiere}/permissions/", CAMILLE).skips()
    adds(keys, "Hugo").ticks(BOX, permission=keys.say(PAY), name="Hugo Petit")
    expect(box(keys, VIEW, "Hugo Petit")).to_be_checked()
    keys.tabs_to(box(keys, VIEW, "Hugo Petit"), key="Shift+Tab").hits("Space")
    expect(box(keys, PAY, "Hugo Petit")).not_to_be_checked()


def test_s11_who_may_pay_pays(site, hands):
    pays_an_invoice(hands(f"/pbx/{site.lumiere}/", SOPHIE), f"/pbx/{site.lumiere}/invoices/")


def test_s12_a_row_is_removed_taken_back_removed_and_saved(site, hands):
    keys = hands(f"/pbx/{site.lumiere}/permissions/", CAMILLE).skips()
    keys.presses("Remove %(name)s", name="Informatique")
    undo = keys.named("button", "Undo").filter(has_text="Informatique")
    expect(undo).to_be_focused()
    keys.hits("Enter")
    expect(keys.named("button", "Remove %(name)s", name="Informatique")).to_be_focused()
    keys.hits("Space")
    expect(undo).to_be_focused()
    keys.presses("Save").is_told("The permissions are saved.")
    expect(keys.page.get_by_role("row").filter(has_text="Informatique")).to_have_count(0)


def test_s12_escape_closes_the_answers_and_cancel_gives_the_focus_back(site, hands):
    keys = hands(f"/pbx/{site.lumiere}/permissions/", CAMILLE).skips().types("Add a person or group", "ma")
    expect(keys.page.locator("[data-add]").first).to_be_visible()
    keys.hits("ArrowDown", "Escape")
    expect(keys.page.locator("[data-add]")).to_have_count(0)
    expect(keys.page.locator("#picker-q")).to_be_focused()
    keys.ticks(BOX, permission=keys.say(PAY), name="Finance").presses("Cancel")
    expect(keys.page.locator("#picker-q")).to_be_focused()


def test_s13_the_language_is_changed(say, hands, language):
    other = {"en": "Français", "fr": "English"}[language]
    # Whom no other journey here signs in: what is changed stays so for her.
    keys = hands("/me/", MANON).opens_menu(say("Language and appearance"))
    keys.tabs_to(keys.page.get_by_role("button", name=other), most=2).hits("Enter")
    expect(keys.page.locator("html")).to_have_attribute("lang", {"en": "fr", "fr": "en"}[language])


def test_bills_are_ticked_and_downloaded(site, hands):
    keys = hands(f"/billing/{site.lumiere}/invoices/", CAMILLE).skips()
    keys.tabs_to(keys.page.locator("tbody input[type=checkbox]:enabled")).hits("Space")
    keys.presses("Download the selected").sees_heading("Download documents").skips().ticks("CII (EN 16931)")
    with keys.page.expect_download() as got:
        keys.presses("Download")
    with ZipFile(got.value.path()) as packed:
        assert {Path(name).suffix for name in packed.namelist()} >= {".pdf", ".xml"}


def test_automatic_payment_is_set_up_and_paused(site, hands):
    keys = hands(f"/billing/{site.lumiere}/methods/autopay/", CAMILLE).types("At most for each payment", "700")
    keys.presses("Authorise automatic payment")
    keys.is_told("Automatic payment is authorised. Each payment is announced by mail before.").skips()
    keys.presses("Pause").is_told("Automatic payment is paused. What was announced is called off.")
