"""Dates of permissions on the PBX page: with a script, by keyboard alone, without a script; the draft keeps them."""

import pytest
from playwright.sync_api import expect

from tests.journeys.matrix import PAY, REPORTS
from tests.journeys.people import AMANDINE, CAMILLE, CLARA, MAXIME
from tests.journeys.test_keyboard_s09_s13 import adds
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.parametrize("language", ["fr"], ids=["french"], indirect=True)
BOX = "%(permission)s for %(name)s"


@pytest.fixture
def plain(new_browser, say):
    """Somebody whose browser runs no scripts."""
    context = new_browser(java_script_enabled=False)
    yield Visitor(context.new_page(), say)
    context.close()


def field(page, permission, name):
    """A field of the dates that are open."""
    return page.locator(f"[data-permission={permission}] [data-field={name}]")


def test_an_end_is_set_under_the_row_kept_over_a_reload_and_saved(matrix):
    matrix.adds(MAXIME.name).ticks(REPORTS, MAXIME.name)
    page = matrix.somebody.page
    matrix.row(MAXIME.name).link("Dates").click()
    expect(field(page, "view_reports", "starts_on")).to_be_focused()
    expect(field(page, "pay_invoices", "starts_on")).to_be_hidden()
    field(page, "view_reports", "ends_on").fill("2100-12-31")
    matrix.bar.reads("31 déc. 2100, 24:00 CET (23:00 UTC)")
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    matrix.bar.reads("31 déc. 2100, 24:00 CET (23:00 UTC)")
    matrix.saves().sees("The permissions are saved.")
    matrix.row(MAXIME.name).reads("31 déc. 2100, 24:00 CET (23:00 UTC)")


def test_pay_goes_along_with_view_and_a_pay_that_outlasts_it_is_refused_beside_its_field(matrix):
    matrix.adds(CLARA.name).ticks(PAY, CLARA.name)
    page = matrix.somebody.page
    matrix.row(CLARA.name).link("Dates").click()
    field(page, "view_invoices", "ends_on").fill("2100-12-31")
    expect(field(page, "pay_invoices", "ends_on")).to_have_value("2100-12-31")
    field(page, "pay_invoices", "ends_on").fill("2101-01-31")
    expect(page.locator("[data-error-of=pay_invoices]")).to_contain_text(CLARA.name)
    expect(field(page, "pay_invoices", "ends_on")).to_have_attribute("aria-invalid", "true")
    matrix.saves().sees("Nothing was saved")
    matrix.row(CLARA.name).reads(CLARA.name)
    matrix.row(CLARA.name).link("Dates").click()
    expect(field(page, "pay_invoices", "ends_on")).to_have_value("2101-01-31")


def test_dates_are_set_by_keyboard_alone(site, hands):
    keys = hands(f"/pbx/{site.lumiere}/permissions/", CAMILLE).skips()
    adds(keys, AMANDINE.name).ticks(BOX, permission=keys.say(REPORTS), name=AMANDINE.name)
    opener = keys.named("link", "Dates").filter(has_text=AMANDINE.name)
    keys.tabs_to(opener, key="Shift+Tab").hits("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(field(keys.page, "view_reports", "starts_on")).to_be_focused()
    keys.tabs_to(field(keys.page, "view_reports", "ends_on")).hits(*"12122100", "Escape")
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")
    keys.presses("Save").is_told("The permissions are saved.")


def test_without_a_script_dates_are_set_on_a_page_of_their_own(site, plain):
    plain.arrives(site, f"/pbx/{site.lumiere}/permissions/", CAMILLE)
    plain.at_row("Informatique").follows("Dates").sees_heading("Dates for %(name)s", name="Informatique")
    field(plain.page, "configure", "ends_on").fill("2100-06-30")
    plain.at_main().presses("Save").sees_heading("Save these permissions?").reads("(30 juin 2100, 22:00 UTC)")
    plain.at_main().presses("Save").sees("The permissions are saved.")
    plain.at_row("Informatique").reads("30 juin 2100, 24:00 CEST (22:00 UTC)")
