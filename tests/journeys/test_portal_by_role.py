"""The operator lets the billing portal of Lumière & Fils go by role: who may do what follows the roles from then on."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.looking import findings
from tests.journeys.people import ANTOINE, JULIEN, KARIM, MANON
from tests.journeys.served import Site
from tests.journeys.visitor import Visitor

PAY = "Pay invoices"
SAID = ("--reason", "asked for in writing", "--operator", "the journeys")


@pytest.fixture(scope="module", autouse=True)
def switched(site: Site) -> str:
    """What the operator was shown."""
    return site.bursar("billing-portal", "kind", site.lumiere, "by-role", "--yes", *SAID)


def test_a_super_admin_without_billing_right_makes_a_payer_by_role(
    site: Site, switched: str, visitor: Callable[[], Visitor]
) -> None:
    assert f"+ {JULIEN.name}" in switched
    assert f"- {ANTOINE.name}" in switched
    julien = visitor().enters(f"/admin/{site.lumiere}/", JULIEN)
    julien.opens(f"/admin/{site.lumiere}/roles/add/").types("Name", "Trésorerie").ticks(PAY)
    expect(julien.tick_box("View invoices")).to_be_checked()
    julien.ticks("Enter the billing portal").presses("Save").is_at(f"/admin/{site.lumiere}/roles/$").reads("Trésorerie")
    julien.opens(f"/admin/{site.lumiere}/people/").follows_name(KARIM.name).at_main().follows("Change the role")
    julien.page.get_by_role("radio", name=re.compile("Trésorerie")).check()
    julien.presses("Save").is_at(f"/admin/{site.lumiere}/people/")
    karim = visitor().enters(f"/billing/{site.lumiere}/invoices/", KARIM)
    karim.page.locator("tbody th a").first.click()
    expect(karim.at_main().link("Pay").last).to_be_visible()


def test_nothing_is_found_on_the_pages_that_differ(site: Site, visitor: Callable[[], Visitor]) -> None:
    julien, manon = visitor(), visitor()
    julien.enters(f"/billing/{site.lumiere}/", JULIEN).opens(f"/billing/{site.lumiere}/administrators/")
    julien.sees("Who holds this portal by role").sees("Named before")
    manon.opens(f"/billing/{site.lumiere}/").signs_in(MANON).sees_heading("You need a role that opens this portal")
    julien.at_main().misses(julien.say("Add a billing administrator"))
    found = [line for each in (julien, manon) for line in findings(each.page, each.say.language, is_refused=False)]
    assert not found, "\n" + "\n".join(found)
