"""What an invoice says, for programs: as JSON, as XML, and lists that are narrowed."""

from decimal import Decimal
from urllib.parse import quote

import pytest

from bursar.access.actor import Actor
from bursar.invoices.formats.reading import receive
from bursar.invoices.models import DocumentView
from bursar.invoices.receiving import receive_document
from bursar.invoices.semantic.stored import load
from tests.invoices.making import make_credit_note, make_invoice
from tests.invoices.rich import rich, rich_ubl

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def caller(program):
    """A program of somebody who views invoices."""
    return program("viewer", ["invoice:view"])


def received(world):
    """The rich bill, taken in."""
    xml = rich_ubl(world.account.number)
    return receive_document(Actor.operator(1), content=xml, file_name="r.xml", account=None).document


def test_a_bill_is_told_in_the_standards_words(world, caller):
    bill = received(world)
    told = caller.get(f"invoices/{bill.uid}/bill")
    assert load(told).totals == rich(world.account.number).totals
    assert told["totals"]["payable"] == "200.00"
    assert told["lines"][0]["item"]["attributes"] == [{"name": "Colour", "value": "blue"}]
    assert DocumentView.objects.filter(document=bill).count() == 1


def test_a_credit_note_from_a_table_is_a_bill_too(world, caller):
    note = make_credit_note(make_invoice(world.account, "F-1"), "C-1", 1200)
    told = caller.get(f"invoices/{note.uid}/bill")
    assert (told["type_code"], told["precedings"][0]["number"]) == ("381", "F-1")


def test_xml_comes_as_received_or_written_anew(world, caller):
    bill = received(world)
    assert caller.call("GET", f"invoices/{bill.uid}/xml").content == rich_ubl(world.account.number)
    for syntax in ("ubl", "cii"):
        answer = caller.call("GET", f"invoices/{bill.uid}/xml?syntax={syntax}")
        assert answer["Content-Type"] == "application/xml"
        assert receive(answer.content).bill.totals.payable == Decimal("200.00")


def test_what_came_as_no_xml_has_none_and_what_says_too_little_is_refused_by_the_rule(world, caller):
    bill = make_invoice(world.account, "F-1")
    assert caller.call("GET", f"invoices/{bill.uid}/xml").status_code == 404
    answer = caller.call("GET", f"invoices/{bill.uid}/xml?syntax=ubl")
    assert (answer.status_code, answer.json()["code"]) == (422, "cannot_be_said")
    assert "BR-" in answer.json()["detail"]


def test_lists_are_narrowed_as_on_the_page(world, caller):
    make_invoice(world.account, "LATE", 900, due_in=-3)
    make_invoice(world.account, "DEAR", 123450)
    make_invoice(world.account, "POUND", 900, currency="GBP")

    def numbers(query: str) -> set[str]:
        return {row["number"] for row in caller.get(f"invoices?{query}")["items"]}

    assert numbers("status=overdue") == {"LATE"}
    assert numbers("least=1000&most=1234.5") == {"DEAR"}
    assert numbers("currency=GBP&issued_from=2020-01-01") == {"POUND"}
    assert numbers(f"search={quote('1 234,50')}") == {"DEAR"}
    assert caller.call("GET", "invoices?least=-1").status_code == 422
    assert caller.call("GET", "invoices?currency=euro").status_code == 422
