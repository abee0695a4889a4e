"""The page of a bill says what the bill says, and hands out what came with it; who looked is for few to see."""

from base64 import b64encode
from dataclasses import replace

import pytest
from django.utils import translation

from bursar.access.actor import Actor
from bursar.invoices.intake.problems import FileRefused
from bursar.invoices.models import DocumentView
from bursar.invoices.receiving import receive_document
from bursar.invoices.semantic import Attribute
from bursar.invoices.sheets import sheet
from bursar.invoices.sheets.reasons import adjustment_text, exemption_text
from tests.invoices.making import make_invoice
from tests.invoices.rich import PDF, collected, rich_ubl
from tests.invoices.standards.broken.whole import whole
from tests.invoices.standards.raw_pdf import raw_pdf

pytestmark = pytest.mark.django_db(transaction=True)


def received(world, media_type: str = "application/pdf", content: bytes = PDF):
    """The rich bill, taken in, with this file inside."""
    xml = rich_ubl(world.account.number, media_type=media_type).replace(b64encode(PDF), b64encode(content))
    return receive_document(Actor.operator(1), content=xml, file_name="r.xml", account=None).document


@pytest.fixture
def read(world, signed_in):
    """Reads an address below a document as somebody."""

    def page(document, rest: str = "", persona: str = "viewer"):
        browser = signed_in(persona, entered="billing")
        return browser.get(f"/billing/{world.account.number}/invoices/{document.uid}/{rest}")

    return page


def test_everything_that_the_bill_says_stands_on_its_page(world, read):
    text = read(received(world)).content.decode()
    for said in (
        *(
            "Seller &amp; Sons",
            "The Sellers",
            "SIREN 303265045",
            "Ada Counts",
            "Factoring House",
            "Warehouse 4",
            "Galway",
        ),
        *("PROJECT-9", "CONTRACT-7", "ORDER-5", "1 October 2026 to 31 October 2026", "30 October 2026"),
        *("With twelve keys", "Colour: blue", "Delivered by hand", "Discount: -€5.00", "3\u00a0hours"),
        *("Special rebate", "Freight", "Exempt, article 132(1)(b) of Directive 2006/112/EC", "€215.00", "€210.00"),
        *("Paid before", "-€28.00", "€200.00", "Two per cent within ten days", "Capital 10 000 euros"),
        *("FR76 3000 6000 0112 3456 7890 189", "AGRIFRPP", "RF18539007547034", "TIMESHEET — Hours of October"),
    ):
        assert said in text, said


def test_a_direct_debit_names_its_mandate(world):
    drawn = sheet(collected(world.account.number), "en")
    assert ("Mandate", "MANDATE-3") in drawn.payment
    assert ("Account to be debited", "FR76 3000 6000 0112 3456 7890 189") in drawn.payment


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("VATEX-EU-AE", "Reverse charge: VAT is due by the buyer"),
        ("vatex-eu-g", "Export outside the EU"),
        ("VATEX-EU-151", "Exempt, article 151 of Directive 2006/112/EC"),
        ("VATEX-EU-132-1B", "Exempt, article 132(1)(b) of Directive 2006/112/EC"),
        ("VATEX-XX-7", "VATEX-XX-7"),
        ("", ""),
    ],
)
def test_reasons_of_exemption_are_words_where_we_have_them(code, words):
    assert exemption_text("", code) == words
    assert exemption_text("As the seller says", code) == "As the seller says"


def test_allowances_and_charges_are_named_by_their_own_codes():
    assert adjustment_text("", "95", is_charge=False) == "Discount"
    assert adjustment_text("", "95", is_charge=True) == "Charge"


def test_the_xml_is_handed_out_to_the_byte(world, read):
    bill = received(world)
    answer = read(bill, "document.xml")
    assert answer.content == rich_ubl(world.account.number)
    assert answer["Content-Disposition"] == 'attachment; filename="R-1.xml"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert DocumentView.objects.filter(document=bill, is_download=True).count() == 1


def test_a_document_that_came_as_no_xml_has_none(world, read):
    assert read(make_invoice(world.account, "F-1"), "document.xml").status_code == 404


def test_files_inside_are_handed_out_by_a_name_of_ours(world, read):
    answer = read(received(world), "files/0")
    assert (answer.content, answer["Content-Type"]) == (PDF, "application/pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="hours.pdf"'


def test_a_pdf_inside_that_would_run_something_is_not_handed_out(world, read):
    script = raw_pdf(b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>")
    answer = read(received(world, content=script), "files/0")
    assert answer.status_code == 422
    assert "It is not handed out." in answer.content.decode()


def test_files_that_may_do_harm_never_come_in(world):
    with pytest.raises(FileRefused):
        received(world, "text/html")


def test_files_that_are_only_named_are_not_handed_out(world, read):
    bill = received(world)
    assert [read(bill, f"files/{place}").status_code for place in (1, 2, 99)] == [404, 404, 404]
    assert read(make_invoice(world.account, "F-1"), "files/0").status_code == 404
    assert "/files/1" not in read(bill).content.decode()


def test_full_administrators_see_who_looked_and_nobody_else_does(world, read):
    bill = make_invoice(world.account, "F-1")
    world.person("payer")
    read(bill, "document.pdf?download=1", "payer")
    text = read(bill, persona="full").content.decode()
    assert "Downloaded it" in text
    assert "Payer Example" in text
    assert "Payer Example" in read(bill, "looks/", "full").content.decode()
    assert "Who looked" not in read(bill, persona="viewer").content.decode()
    assert read(bill, "looks/", "viewer").status_code == 403


def test_looks_are_paged(world, read):
    bill = make_invoice(world.account, "F-1")
    person = world.person("payer").pk
    DocumentView.objects.bulk_create(
        DocumentView(document=bill, person_id=person, is_download=False) for _ in range(60)
    )
    assert read(bill, "looks/", "full").content.decode().count("<time") == 50
    assert read(bill, "looks/?page=2", "full").content.decode().count("<time") == 10


def test_beside_the_bill_each_person_is_named_once(world, read):
    bill = make_invoice(world.account, "F-1")
    for persona in ("payer", "viewer"):
        DocumentView.objects.bulk_create(
            DocumentView(document=bill, person_id=world.person(persona).pk, is_download=False) for _ in range(9)
        )
    text = read(bill, persona="full").content.decode()
    assert [text.count(f"{name} Example</span>") for name in ("Payer", "Viewer")] == [1, 1]


def test_in_french_a_space_stands_before_the_colon_of_what_a_line_says_besides():
    said = whole()
    item = replace(said.lines[0].item, attributes=(Attribute("Engagement", "36 mois"),))
    with translation.override("fr"):
        (first, *_rest) = sheet(replace(said, lines=(replace(said.lines[0], item=item),)), "fr").lines
    assert "Engagement\u00a0: 36 mois" in first.details
