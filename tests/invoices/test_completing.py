"""Documents of our own files become Factur-X where they say enough; otherwise a PDF alone, with the reason kept."""

import io
import json

import pytest
from pypdf import PdfReader

from bursar.audit.models import Entry
from bursar.cli.main import main
from bursar.invoices import pdf
from bursar.invoices.completing import complete, factur_x
from bursar.invoices.formats.pdf import xml_inside
from bursar.invoices.formats.reading import receive
from bursar.invoices.models import Document, DocumentFile
from bursar.invoices.queries import bill_of
from tests.invoices.files import ISSUER, as_json, credit_note, invoice, line, take

pytestmark = pytest.mark.django_db(transaction=True)
FULL = {**ISSUER, "vat_number": "GB123456789", "iban": "GB33BUKB20201555555555", "bic": "BUKBGB22"}
BUYER = {"name": "Globex SARL", "address": ["1 rue Haute"], "country": "FR", "vat_number": "FR40303265045"}


def rules(number: str) -> set[str]:
    """Why a document's PDF has no XML."""
    return {each["rule"] for each in DocumentFile.objects.get(document__number=number).without_xml or ()}


def test_an_invoice_and_its_credit_note_are_factur_x(world):
    number = world.account.number
    lines = [line(), line(vat_rate="5.5", unit_price="0.045"), line(vat_rate="0"), line(unit_price="-1.5")]
    made = [invoice(number, buyer=BUYER, lines=lines), credit_note(number, "C-1", "A-1", buyer=BUYER)]
    take(as_json(*made, issuers=[FULL]))
    for document in Document.objects.all():
        received = receive(pdf.content_of(document))
        assert (received.bill.number, received.profile, rules(document.number)) == (document.number, "EN 16931", set())
        assert received.bill.totals == bill_of(document).totals


@pytest.mark.parametrize(
    ("issuer", "buyer", "rule"),
    [
        ({**FULL, "vat_number": ""}, BUYER, "BR-S-02"),
        ({**FULL, "country": ""}, BUYER, "BR-09"),
        (FULL, {**BUYER, "country": ""}, "BR-11"),
    ],
)
def test_one_that_lacks_what_the_standard_wants_is_a_pdf_alone_and_the_rule_is_kept(world, issuer, buyer, rule):
    take(as_json(invoice(world.account.number, buyer=buyer), issuers=[issuer]))
    content = pdf.content_of(Document.objects.get())
    assert not PdfReader(io.BytesIO(content)).attachments
    assert rule in rules("A-1")
    assert Entry.objects.get(kind="invoices.pdf.stored").new == {"documents": 1, "without_xml": 1}


def test_thousandths_have_no_place_in_the_standard(world):
    made = invoice(world.account.number, currency="KWD", buyer=BUYER, lines=[line(unit_price="0.1234")])
    take(as_json(made, issuers=[FULL]))
    assert any(rule.startswith("BR-DEC") for rule in rules("A-1"))
    assert "KWD" in PdfReader(io.BytesIO(pdf.content_of(Document.objects.get()))).pages[0].extract_text()


def test_a_price_below_zero_is_a_quantity_below_zero(world):
    take(as_json(invoice(world.account.number, lines=[line(), line(unit_price="-1.5", quantity="2")])))
    rebate = complete(bill_of(Document.objects.get())).lines[1]
    assert (str(rebate.price.net), str(rebate.quantity), str(rebate.net)) == ("1.5", "-2", "-3.00")


def test_a_received_bill_with_a_pdf_of_ours_says_the_same_in_it(world):
    take(as_json(invoice(world.account.number, buyer=BUYER), issuers=[FULL]))
    document = Document.objects.get()
    xml, findings = factur_x(complete(bill_of(document)))
    assert (xml, findings) == (xml_inside(pdf.content_of(document)), ())


def test_the_operator_can_list_them(world, capsys):
    take(as_json(invoice(world.account.number, buyer=BUYER), issuers=[{**FULL, "vat_number": ""}]))
    take(as_json(invoice(world.account.number, "A-2", buyer=BUYER), issuers=[FULL]))
    assert main(["invoice", "without-xml", "--json"]) == 0
    [row] = json.loads(capsys.readouterr().out)
    assert (row["number"], row["account"]) == ("A-1", world.account.number)
    assert "BR-S-02" in row["rules"]
    assert "Seller VAT Identifier" in row["why"]
    main(["invoice", "without-xml"])
    assert "BR-S-02" in capsys.readouterr().out
