"""Why can they, or why can't they: about somebody whom one may see, with what, and when."""

import pytest

from bursar.access.permissions import Level
from tests.billing.conftest import days, give
from tests.invoices.making import make_invoice
from tests.personas import World, member


@pytest.fixture
def ask(world: World, signed_in):
    """The answer to a question about a persona, as words."""

    def asked(persona: str, whom: str, door: str = "billing", **question: str) -> str:
        found = {"person": world.person(whom).uid, "right": "invoice:pay", **question}
        answer = signed_in(persona, entered=door).get(f"/{door}/{world.account.number}/access/ask/", found, follow=True)
        return f"{answer.status_code} {' '.join(answer.content.decode().split())}"

    return asked


def by_name(text: str) -> dict[str, str]:
    return {"person": "", "q": text}


def test_what_gives_the_right_is_told_and_drawn(ask):
    page = ask("full", "pbx_payer")
    assert "Pbx_Payer Example holds the right “Pay invoices” in Northwind Traders." in page
    assert "Pay invoices: through group Finance, in group Direction." in page


def test_what_is_missing_is_told_with_who_could_give_it(ask):
    page = ask("founder", "member")
    assert "Member Example does not hold the right “Pay invoices” in Northwind Traders." in page
    assert "<strong>Founder Example</strong>" in page


def test_a_name_that_means_one_person_leads_to_an_address_without_it(world, signed_in):
    world.person("payer")
    browser = signed_in("full", entered="billing")
    answer = browser.get(f"/billing/{world.account.number}/access/ask/", {"q": "payer", "right": "invoice:view"})
    assert answer["Location"] == f"?person={world.person('payer').uid}&right=invoice%3Aview"


def test_a_name_that_means_several_asks_which(world, ask):
    for name in ("anna", "anna-maria"):
        give(world, name, Level.VIEWER)
    page = ask("full", "full", **by_name("anna"))
    assert "Whom do you mean?" in page
    assert "Anna-Maria Example</a>" in page


@pytest.mark.parametrize(
    ("persona", "door", "whom"),
    [("full", "billing", "member"), ("custom_role", "admin", "payer"), ("founder", "admin", "stranger")],
)
def test_whom_one_may_not_see_is_nobody(world, ask, persona, door, whom):
    assert ask(persona, whom, door).startswith("404")
    name = world.person(whom).email
    assert "Nobody of that name whom you may see here." in ask(persona, whom, door, **by_name(name))


def test_people_of_another_account_are_nobody(world, other_world, ask):
    world.people["elsewhere"] = member(other_world, "elsewhere")
    for persona, door in (("founder", "billing"), ("founder", "admin")):
        assert ask(persona, "elsewhere", door).startswith("404")
        assert "Nobody of that name" in ask(persona, "elsewhere", door, **by_name("elsewhere"))


def test_a_super_admin_asks_about_an_administrator_from_outside(ask):
    assert "Payer Example holds the right" in ask("super_admin", "payer", "admin")


def test_at_another_moment_it_may_be_otherwise(world, ask):
    give(world, "brief", Level.PAYER, valid_until=days(2))
    assert "Brief Example holds the right" in ask("full", "brief")
    page = ask("full", "brief", at=f"{days(3):%Y-%m-%dT%H:%M}")
    assert "The level “Payer” ended on" in page
    assert "Who could give it" not in page


def test_a_right_that_the_thing_has_not_is_said_so(ask):
    page = ask("full", "full", right="billing_admin:manage", about="pbx")
    assert "This right has nothing to do with what was asked about." in page


def test_an_invoice_is_named_with_how_it_stands(world, ask):
    make_invoice(world.account, "F-77")
    assert "Invoice F-77: Due." in ask("full", "full", invoice="F-77")
    assert "This account has no invoice with this number." in ask("full", "full", invoice="F-78")


def test_who_may_not_see_invoices_is_not_asked_for_one(world, ask):
    make_invoice(world.account, "F-77")
    page = ask("super_admin", "payer", "admin", invoice="F-77")
    assert "Invoice F-77" not in page
    assert 'name="invoice"' not in page


def test_in_the_billing_portal_roles_are_no_question(ask):
    assert ask("full", "full", right="member:manage").startswith("422")
