"""Company numbers in the billing details: form, check digits, and that they are of the company of the VAT number."""

import pytest

from bursar.billing.queries import billing_details, invoice_language
from bursar.core.errors import Refused
from tests.billing.test_details import change
from tests.personas import World


@pytest.mark.parametrize(
    ("country", "number", "kept"),
    [
        ("FR", "404 833 048", "404833048"),
        ("FR", "404 833 048 00022", "40483304800022"),
        ("BE", "0403.019.261", "0403019261"),
        ("US", "C1234567", "C1234567"),
    ],
)
def test_a_company_number_is_kept_without_its_spaces(world: World, country, number, kept):
    change(world, country=country, company_number=number)
    assert billing_details(world.account).company_number == kept


@pytest.mark.parametrize(
    ("country", "number", "words"),
    [
        ("FR", "404833049", "check digits"),
        ("FR", "40483304800023", "check digits"),
        ("FR", "4048330", "9 digits"),
        ("BE", "0403019262", "check digits"),
        ("SE", "12", "its country"),
        ("", "<b>", "its country"),
    ],
)
def test_a_wrong_one_is_refused_beside_its_field_and_says_what_is_wrong(world: World, country, number, words):
    with pytest.raises(Refused, match=words) as refusal:
        change(world, country=country, company_number=number)
    assert refusal.value.field == "company_number"


def test_a_siren_of_another_company_than_the_vat_number_is_refused(world: World):
    with pytest.raises(Refused) as refusal:
        change(world, country="FR", vat_number="FR83404833048", company_number="303265045")
    assert refusal.value.code == "company_number_of_another"


def test_invoices_are_drawn_in_the_language_chosen_for_them(world: World):
    assert invoice_language(world.account) == world.account.language
    change(world, invoice_language="fr")
    assert invoice_language(world.account) == "fr"


def test_a_language_that_is_not_known_is_refused(world: World):
    with pytest.raises(Refused) as refusal:
        change(world, invoice_language="xx")
    assert refusal.value.field == "invoice_language"
