"""Money in the browser: a method is added, an invoice paid by bank transfer, automatic payment set up and paused; the
receipt and the balance of the statement follow each."""

import csv
import io
import re

from playwright.sync_api import expect

from bursar.core import clock
from tests.journeys.people import CAMILLE, NADIA
from tests.journeys.visitor import Visitor

MASTERCARD = "5555 5555 5555 4444"


def balance(somebody: Visitor, door: str) -> int:
    """The balance of the statement until today, in cents."""
    cell = somebody.opens(f"{door}statement/").page.locator("tfoot td.num")
    return int(re.sub(r"[^\d-]", "", cell.inner_text().replace("−", "-")))


def test_a_method_is_added_at_the_provider_made_the_default_and_removed(site, somebody):
    somebody.arrives(site, f"/billing/{site.lumiere}/methods/", CAMILLE).presses("Add a payment method")
    somebody.types("Card number", MASTERCARD).page.locator("button.pay").click()
    somebody.sees_heading("Payment method added").page.locator("main .button--primary").click()
    added = somebody.at_row("4444")
    added.presses("Make default")
    somebody.at_row("4444").sees("Default")
    somebody.at_row("4444").area.get_by_role("link").click()
    somebody.sees_heading("Remove this payment method?")
    somebody.presses("Remove the payment method")
    expect(somebody.page.locator("th", has_text="4444")).to_have_count(0)


def test_a_bank_transfer_under_the_printed_reference_settles_the_invoice(site, somebody, tmp_path):
    door = f"/billing/{site.lumiere}/"
    somebody.arrives(site, f"{door}invoices/", NADIA)
    number = somebody.page.locator("tbody th a", has_text="-034").first.inner_text()  # it came without a reference
    somebody.follows_name(number)
    expect(somebody.page.locator(".sheet__qr svg")).to_be_visible()
    printed = somebody.page.locator(".sheet__transfer").inner_text()
    reference = re.search(r"RF\d\d(?: ?[A-Z0-9]{4}){3}", printed)
    assert reference is not None, printed
    left = int(re.sub(r"\D", "", somebody.page.locator(".left__amount").inner_text()))
    before = balance(somebody, door)
    transferred = tmp_path / "bank.csv"
    rows = io.StringIO()
    table = csv.writer(rows)
    table.writerow(["source", "reference", "received_on", "amount", "currency", "text"])
    table.writerow(["bank", "T-1", clock.today().isoformat(), f"{left / 100:.2f}", "EUR", reference[0]])
    transferred.write_text(rows.getvalue())
    site.bursar("payment", "import", str(transferred), "--operator", "Ada")
    somebody.opens(f"{door}invoices/?tab=paid").at_row(number).sees("Paid")
    assert balance(somebody, door) == before - left
    somebody.opens(f"{door}payments/").page.locator("tbody th a").first.click()
    receipt = somebody.page.request.get(somebody.link("Receipt (PDF)").get_attribute("href") or "")
    assert receipt.body().startswith(b"%PDF-")


def test_automatic_payment_is_set_up_told_to_the_others_and_paused(site, visitor, say):
    camille, nadia = visitor(), visitor()
    camille.arrives(site, f"/billing/{site.lumiere}/methods/", CAMILLE).follows("Set up automatic payment")
    camille.types("At most for each payment", "5000").at_main().presses("Authorise automatic payment")
    camille.sees_heading("Payment methods").reads(CAMILLE.name).at_main().button("Pause")
    link = site.mailbox.wait_for(NADIA.email, link="/methods/")
    nadia.arrives(site, re.sub(r"^https?://[^/]+", "", link), NADIA)
    nadia.presses("Pause").sees("Nothing is paid automatically")
    nadia.presses("Resume").at_main().button("Pause")
    nadia.reads(NADIA.name)  # who took it up again authorises it now
