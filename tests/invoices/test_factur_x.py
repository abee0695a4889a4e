"""PDFs of ours are Factur-X: PDF/A-3 that says so, the XML inside, the same amounts in both, always the same bytes."""

import io
from dataclasses import replace
from decimal import Decimal

import facturx
import pikepdf
import pytest
from lxml import etree
from pypdf import PdfReader

from bursar.invoices.formats.pdf import xml_inside
from bursar.invoices.formats.reading import receive
from bursar.invoices.pdf import drawing
from soak.documents import reading
from soak.documents.making import bill


@pytest.fixture(scope="module")
def drawn() -> bytes:
    """A bill of several pages in French."""
    return drawing(bill(6), "fr", "C-1")[0]


def test_a_hundred_documents_agree_with_their_xml_and_keep_the_rules():
    problems = [problem for number in range(1, 101) for problem in reading.problems(bill(number), number)]
    assert problems == []


def test_what_factur_x_has_no_words_for_is_a_pdf_alone_and_the_rules_are_told():
    content, findings = drawing(bill(10), "en")
    assert not PdfReader(io.BytesIO(content)).attachments
    assert {finding["rule"] for finding in findings} == {"BR-CL-17", "BR-CL-18"}
    assert PdfReader(io.BytesIO(content)).root_object["/MarkInfo"]["/Marked"]


def test_the_metadata_say_factur_x_and_pdf_a_in_one_bag(drawn):
    with pikepdf.open(io.BytesIO(drawn)) as document:
        packet = etree.fromstring(bytes(document.Root.Metadata.read_bytes()))
    texts = {etree.QName(e).localname: e.text for e in packet.iter() if e.text and not isinstance(e, etree._Comment)}
    assert (texts["DocumentType"], texts["DocumentFileName"]) == ("INVOICE", "factur-x.xml")
    assert (texts["Version"], texts["ConformanceLevel"]) == ("1.0", "EN 16931")
    assert len(list(packet.iter("{http://www.aiim.org/pdfa/ns/extension/}schemas"))) == 1
    told = {e.text for e in packet.iter("{http://www.aiim.org/pdfa/ns/property#}name")}
    assert {"DocumentFileName", "DocumentType", "Version", "ConformanceLevel"} <= told
    identified = {e.tag.rpartition("}")[2]: e.text for e in packet.iter("{http://www.aiim.org/pdfa/ns/id/}*")}
    assert identified == {"part": "3", "conformance": "A"}


def test_the_xml_is_an_associated_file(drawn):
    document = pikepdf.open(io.BytesIO(drawn))
    [file] = document.Root.AF
    assert (str(file.AFRelationship), str(file.UF)) == ("/Alternative", "factur-x.xml")
    assert str(file.EF.F.Subtype) == "/text/xml"
    assert str(file.EF.F.Params.ModDate).startswith("D:2026")
    assert str(document.Root.Lang) == "fr"


def test_other_programs_find_the_xml_and_its_profile(drawn):
    name, xml = facturx.get_xml_from_pdf(drawn, check_xsd=True)
    assert name == "factur-x.xml"
    assert facturx.get_level(etree.fromstring(xml)) == "en16931"


def test_taken_in_again_it_is_the_same_bill(drawn):
    assert receive(drawn).bill == bill(6)


def test_the_same_bill_is_the_same_bytes_and_another_language_is_not(drawn):
    assert drawing(bill(6), "fr", "C-1")[0] == drawn != drawing(bill(6), "en", "C-1")[0]


@pytest.mark.parametrize("number", [6, 13])
def test_words_from_right_to_left_have_their_letters(number):
    shapes = {font for page in PdfReader(io.BytesIO(drawing(bill(number), "en")[0])).pages for font in _fonts(page)}
    assert any("NotoSans" in font for font in shapes)


def _fonts(page):
    return [str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()]


def test_a_long_table_repeats_its_heading(drawn):
    pages = PdfReader(io.BytesIO(drawn)).pages
    assert len(pages) == 3
    assert all("Prix unitaire HT" in page.extract_text() for page in pages[:2])


def test_the_xml_inside_is_not_packed_with_anything_of_the_machine(drawn):
    assert b"/tmp" not in drawn
    assert Decimal(reading.facts(xml_inside(drawn))["payable"]) == bill(6).totals.payable


def test_readers_are_told_what_is_a_heading_a_table_and_its_heads(drawn):
    with pikepdf.open(io.BytesIO(drawn)) as document:
        tags = {str(each.S) for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each}
    assert {"/H1", "/Table", "/TR", "/TH", "/TD"} <= tags
    assert PdfReader(io.BytesIO(drawn)).metadata.title == "Facture F-00006"


@pytest.mark.parametrize("name", ["नमस्ते Telecom", "Հայաստան Telecom", "บริษัท Telecom", "Bell\x07 😀 Telecom"])
def test_letters_that_our_fonts_do_not_have_leave_it_factur_x(name):
    said = replace(bill(6), buyer=replace(bill(6).buyer, name=name))
    content, findings = drawing(said, "en")
    assert (findings, facturx.get_xml_from_pdf(content)[0]) == ((), "factur-x.xml")
    assert "Telecom" in PdfReader(io.BytesIO(content)).pages[0].extract_text()


def test_signs_that_no_font_of_ours_has_make_a_plain_pdf_that_claims_nothing():
    said = replace(bill(6), buyer=replace(bill(6).buyer, name="\u2d7f\u0bf3 Telecom"))
    content, findings = drawing(said, "en")
    assert [finding["rule"] for finding in findings] == ["PDF/A"]
    assert not PdfReader(io.BytesIO(content)).attachments
    assert b"factur-x" not in content


def test_an_issuers_logo_stands_in_its_place(drawn):
    logo = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><rect width="40" height="10" fill="#c00"/></svg>'
    )
    content, findings = drawing(bill(6), "fr", "C-1", logo)
    assert (findings, facturx.get_xml_from_pdf(content)[0]) == ((), "factur-x.xml")
    assert content != drawn


def test_a_bill_of_totals_alone_is_drawn_without_a_table_of_lines():
    total = replace(bill(6).totals, vat=None)
    content, findings = drawing(replace(bill(6), lines=(), vat=(), adjustments=(), totals=total), "en")
    text = PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert findings
    assert "Total to pay" in text
    assert "Unit price" not in text
