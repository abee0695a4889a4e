"""Draws docs/screenshots/: the main pages of the demo, light and dark, desktop and 320 px, one in French."""

import json
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bursar.demo.cast import ACCOUNTANT_EMAIL, HARBOUR, LUMIERE, PASSWORD
from tests.journeys.conftest import CHROMIUM, QUIET
from tests.journeys.served import Site

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
DESKTOP, PHONE = 1280, 320
ELEANOR = HARBOUR.email(HARBOUR.founder)
NEWEST = (
    "SELECT d.uid FROM invoices_document d JOIN accounts_account a ON a.id = d.account_id "
    "WHERE a.number = ? AND d.kind = 'invoice' ORDER BY d.id DESC"
)
CAMILLE = LUMIERE.email(LUMIERE.founder)


@dataclass(frozen=True)
class Shot:
    """One page as one person sees it. `{harbour}` and `{lumiere}` in the address stand for account numbers,
    `{invoice}` for the newest invoice of the first."""

    name: str
    address: str
    person: str
    door: str = ""


PAGES = (
    Shot("landing", "/", ""),
    Shot("admin-people", "/admin/{harbour}/people/", ELEANOR, "admin"),
    Shot("billing-overview", "/billing/{harbour}/", ELEANOR, "billing"),
    Shot("billing-invoices", "/billing/{harbour}/invoices/", ELEANOR, "billing"),
    Shot("billing-invoice", "/billing/{harbour}/invoices/{invoice}/", ELEANOR, "billing"),
    Shot("billing-statement", "/billing/{harbour}/statement/", ELEANOR, "billing"),
    Shot("billing-administrators", "/billing/{harbour}/administrators/", ELEANOR, "billing"),
    Shot("billing-refused", "/billing/{harbour}/", HARBOUR.email(HARBOUR.members[0]), ""),
    Shot("pbx-permissions", "/pbx/{harbour}/permissions/", ELEANOR, "pbx"),
    Shot("my-account", "/me/access/", ACCOUNTANT_EMAIL, ""),
)
IN_FRENCH = Shot("billing-administrators-fr", "/billing/{lumiere}/administrators/", CAMILLE, "billing")


@contextmanager
def demo_site() -> Iterator[Site]:
    """The demo, served."""
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder))
        try:
            site.bursar("migrate")
            site.bursar("demo")
            site.start()
            yield site
        finally:
            site.stop()


def numbers(site: Site) -> dict[str, str]:
    """Account numbers by the organisation's key, and an invoice."""
    rows = json.loads(site.bursar("account", "list", "--json"))
    keys = {LUMIERE.name: "lumiere", HARBOUR.name: "harbour"}
    found = {keys[row["name"]]: row["number"] for row in rows}
    with closing(sqlite3.connect(site.folder / "bursar.sqlite3")) as database:
        [invoice] = database.execute(NEWEST, (found["harbour"],)).fetchone()
    return {**found, "invoice": invoice}


def sign_in(page: Page, address: str, person: str) -> None:
    """Sign in at whatever sign-in page the address leads to, and go on."""
    page.goto(address)
    if page.locator("input[name=login]").count():
        page.fill("input[name=login]", person)
        page.fill("input[name=password]", PASSWORD)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    if page.url.split("?")[0].endswith("/sign-in/"):  # "Continue as …"
        with page.expect_navigation():
            page.locator("main form button[type=submit]").first.click()


def take(browser: Browser, site: Site, shot: Shot, *, dark: bool, width: int, french: bool = False) -> Path:
    """One picture."""
    context: BrowserContext = browser.new_context(
        base_url=site.url,
        locale="fr-FR" if french else "en-GB",
        color_scheme="dark" if dark else "light",
        viewport={"width": width, "height": 900 if width == DESKTOP else 700},
        reduced_motion="reduce",
    )
    page = context.new_page()
    address = shot.address.format(**numbers(site))
    if shot.person:
        sign_in(page, address, shot.person)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    target = FOLDER / f"{shot.name}-{'dark' if dark else 'light'}-{width}.png"
    page.screenshot(path=target, full_page=width == PHONE)
    context.close()
    return target


def main() -> int:
    """All of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo_site() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for shot in PAGES:
            for dark, width in ((False, DESKTOP), (True, DESKTOP), (False, PHONE)):
                sys.stdout.write(f"{take(browser, site, shot, dark=dark, width=width).name}\n")
        sys.stdout.write(f"{take(browser, site, IN_FRENCH, dark=False, width=DESKTOP, french=True).name}\n")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
