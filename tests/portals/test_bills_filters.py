"""The filters of the lists of bills: all of them in the address, kept by every way on, refused beside the field."""

import pytest

from tests.invoices.making import make_credit_note, make_invoice


@pytest.fixture
def listed(world, signed_in):
    """The list as an address's query asks for it."""
    browser = signed_in("viewer", entered="billing")
    return lambda query: browser.get(f"/billing/{world.account.number}/invoices/?{query}").content.decode()


def test_filters_stand_in_the_address_and_ways_on_keep_them(world, listed):
    make_invoice(world.account, "F-CHEAP", 900)
    make_invoice(world.account, "F-DEAR", 123450)
    text = listed("least=1,000&most=1,234.50&status=due")
    assert "F-DEAR" in text
    assert "F-CHEAP" not in text
    assert "export.csv?tab=open&amp;status=due&amp;least=1%2C000&amp;most=1%2C234.50" in text


def test_what_is_wrong_is_said_beside_the_field_and_narrows_nothing(world, listed):
    make_invoice(world.account, "F-1", 900)
    text = listed("least=much&since=2001-02-01&until=2001-01-01&status=nonsense&seller=x&currency=XXX")
    assert "This is not an amount." in text
    assert "This lies before the beginning." in text
    assert "F-1" in text


def test_amounts_are_typed_as_in_ones_language(world, signed_in):
    make_invoice(world.account, "F-1", 123450)
    browser = signed_in("viewer", entered="billing")
    browser.cookies["django_language"] = "fr"
    text = browser.get(f"/billing/{world.account.number}/invoices/?least=1 234,50&most=1234,5").content.decode()
    assert "F-1" in text
    assert "n’est pas un montant" not in text


def test_only_what_there_are_two_of_can_be_chosen(world, listed):
    make_invoice(world.account, "F-1")
    assert 'name="least"' not in listed("")
    text = listed("more=1")
    assert 'name="least"' in text
    assert 'name="currency"' not in text
    make_invoice(world.account, "F-2", currency="GBP")
    text = listed("currency=GBP")
    assert 'name="currency"' in text
    assert "F-2" in text
    assert "F-1" not in text


def test_credit_notes_are_narrowed_and_exported(world, listed, signed_in):
    note = make_credit_note(make_invoice(world.account, "F-1"), "C-1", 100)
    assert "C-1" in listed("tab=credits&least=1")
    rows = signed_in("viewer", entered="billing").get(
        f"/billing/{world.account.number}/invoices/export.csv?tab=credits"
    )
    assert note.number in rows.content.decode()
