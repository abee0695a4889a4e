"""Bills written as CII and UBL: valid by the standards' own rules, the same bytes each time, and read back the same."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bursar.invoices.formats import cii, ubl, writers
from bursar.invoices.formats.nodes import parsed
from bursar.invoices.formats.profiles import recognised
from bursar.invoices.formats.validating import check
from bursar.invoices.semantic import Attachment, Bill, Identifier, Note
from soak.documents.making import bill

SYNTAXES = {"cii": (writers.cii, cii.read), "ubl": (writers.ubl, ubl.read)}
SPLIT_PAYMENT = "B"  # which Factur-X's list of VAT categories does not have


def fatal(content: bytes) -> set[str]:
    """The rules that an XML document breaks."""
    root = parsed(content)
    return {finding.rule for finding in check(root, recognised(root)) if finding.is_fatal}


def kept(said: Bill, syntax: str) -> Bill:
    """What a syntax can say: a UBL credit note has no due date but with its payment means."""
    return replace(said, due_on=None) if syntax == "ubl" and said.is_credit_note and said.payment is None else said


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_hundred_bills_of_all_kinds_are_valid_and_read_back_the_same(syntax):
    write, read = SYNTAXES[syntax]
    for number in range(1, 101):
        said = bill(number)
        content = write(said)
        refused = {"BR-CL-17", "BR-CL-18"} if syntax == "cii" and said.vat[0].category == SPLIT_PAYMENT else set()
        assert (number, fatal(content)) == (number, refused)
        assert read(parsed(content)) == kept(said, syntax)


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_the_same_bill_is_the_same_bytes(syntax):
    write, _read = SYNTAXES[syntax]
    assert write(bill(7)) == write(bill(7)) != write(bill(8))


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_what_xml_cannot_say_is_replaced_and_markup_is_text(syntax):
    write, read = SYNTAXES[syntax]
    said = replace(bill(1), notes=(Note("Bell\x07 \ud800 \ufffe ]]> &amp; <b>"),), project='a"b')
    again = read(parsed(write(said)))
    assert again.notes == (Note("Bell\ufffd \ufffd \ufffd ]]> &amp; <b>"),)
    assert again.project == 'a"b'


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_an_address_of_many_lines_has_three(syntax):
    write, read = SYNTAXES[syntax]
    lines = ("Floor 3", "Unit 4", "Back yard", "Ring twice")
    seller = replace(bill(1).seller, address=replace(bill(1).seller.address, lines=lines))
    again = read(parsed(write(replace(bill(1), seller=seller))))
    assert again.seller.address.lines == ("Floor 3", "Unit 4", "Back yard, Ring twice")


def test_numbers_are_written_without_exponents():
    said = replace(bill(1), totals=replace(bill(1).totals, payable=Decimal("1E+3"), prepaid=Decimal("0.00")))
    for write, _read in SYNTAXES.values():
        assert b">1000<" in write(said)
        assert b">0.00<" in write(said)


def test_a_profile_that_we_do_not_write_is_not_claimed():
    said = replace(bill(1), profile="urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0")
    for write, read in SYNTAXES.values():
        assert read(parsed(write(said))).profile == "urn:cen.eu:en16931:2017"


def test_a_file_inside_a_bill_is_named_but_stays_where_it_came():
    file = Attachment("calls", "Calls", "", "calls.csv", "text/csv", 100)
    for write, read in SYNTAXES.values():
        assert read(parsed(write(replace(bill(1), attachments=(file,))))).attachments == (Attachment("calls", "Calls"),)


def test_in_ubl_a_buyer_has_one_identifier():
    buyer = replace(bill(1).buyer, identifiers=(Identifier("K-1"), Identifier("4012345000009", "0088")))
    said = replace(bill(1), buyer=buyer)
    assert not fatal(writers.ubl(said))
    assert ubl.read(parsed(writers.ubl(said))).buyer.identifiers == (Identifier("K-1"),)
