"""Documents made from rows say where the account has it delivered, and under which number the company is registered."""

import pytest

from bursar.billing.commands import change_billing_details
from bursar.billing.queries import DETAILS, billing_details, details_revision
from bursar.invoices import pdf
from bursar.invoices.formats.reading import receive
from bursar.invoices.models import Document
from bursar.invoices.queries import bill_of
from bursar.invoices.semantic import Address, Delivery, Identifier
from tests.invoices.files import ISSUER, as_json, invoice, take
from tests.personas import World

pytestmark = pytest.mark.django_db(transaction=True)
FULL = {**ISSUER, "vat_number": "GB123456789"}
GLOBEX = {"company": "Globex SARL", "city": "Lyon", "country": "FR", "company_number": "404 833 048"}


def detail(world: World, **wanted: str) -> None:
    row = billing_details(world.account)
    now = {name: getattr(row, name) for name in DETAILS}
    change_billing_details(
        world.actor("full"), account=world.account, details={**now, **wanted}, seen=details_revision(row)
    )


def taken(world: World, **said: object) -> Document:
    take(as_json(invoice(world.account.number, **said), issuers=[FULL]))
    return Document.objects.get()


def test_the_delivery_address_is_in_the_xml_and_on_the_page(world: World, signed_in):
    detail(
        world,
        **GLOBEX,
        delivery_address="Quai 4 \r\n\r\nZone Nord\r\nEntrée B\r\n1000 Bruxelles",
        delivery_country="BE",
    )
    document = taken(world)
    received = receive(pdf.content_of(document)).bill
    lines = ("Quai 4", "Zone Nord", "Entrée B, 1000 Bruxelles")
    assert received.delivery == Delivery(address=Address(lines=lines, country="BE"))
    page = signed_in("full", entered="billing").get(f"/billing/{world.account.number}/invoices/{document.uid}/")
    shown = page.content.decode()
    assert "Delivered to" in shown
    assert "Quai 4" in shown
    assert "Belgium" in shown


def test_the_country_of_delivery_is_the_companys_if_none_is_said(world: World):
    detail(world, **GLOBEX, delivery_address="Quai 4\nMarseille")
    said = bill_of(taken(world)).delivery
    assert said == Delivery(address=Address(lines=("Quai 4", "Marseille"), country="FR"))


@pytest.mark.parametrize(("number", "scheme"), [("404833048", "0002"), ("40483304800022", "0009")])
def test_the_company_number_is_what_it_is_registered_by(world: World, number, scheme):
    detail(world, **{**GLOBEX, "company_number": number})
    received = receive(pdf.content_of(taken(world))).bill
    assert received.buyer.legal_registration == Identifier(number, scheme)
    assert received.delivery is None


def test_a_document_keeps_what_the_details_were(world: World):
    detail(world, **GLOBEX, delivery_address="Quai 4")
    document = taken(world)
    detail(world, delivery_address="Quai 5")
    assert bill_of(Document.objects.get(pk=document.pk)).delivery == Delivery(
        address=Address(lines=("Quai 4",), country="FR")
    )


def test_a_file_that_names_the_buyer_says_it_all(world: World):
    detail(world, **GLOBEX, delivery_address="Quai 4")
    bill = bill_of(taken(world, buyer={"name": "Globex Ltd", "country": "GB"}))
    assert (bill.delivery, bill.buyer.legal_registration) == (None, None)
