"""Bills that try something with their number or their length: what they are called and when they are drawn."""

import time
from base64 import b64encode

import pytest

from bursar.invoices.formats.nodes import UnreadableError
from bursar.invoices.formats.reading import receive
from bursar.invoices.intake.problems import FileRefused
from bursar.invoices.models import DocumentFile
from bursar.invoices.receiving import receive_document
from bursar.invoices.rendering import render_waiting
from bursar.invoices.rule_words import fault_words
from bursar.invoices.search import MOST_WORDS, words_of
from tests.invoices.rich import PDF, rich_ubl
from tests.invoices.standards.test_receiving import OPERATOR
from tests.invoices.standards.ubl_files import reference, ubl

pytestmark = pytest.mark.django_db(transaction=True)
NOTE = b"<cbc:Note>%b</cbc:Note>"


def push(content: bytes):
    return receive_document(OPERATOR, content=content, file_name="a.xml").document


@pytest.mark.parametrize("number", ["S-1", " S-1 ", "\n\tS-1\r\n", "\xa0S-1"])
def test_a_number_is_one_line(world, number):
    written = number.replace("\r", "&#13;").encode()
    document = push(ubl(head=reference(world.account.number)).replace(b"<cbc:ID>S-1<", b"<cbc:ID>%b<" % written))
    assert document.number == "S-1"


@pytest.mark.parametrize("number", ["S\xad-1", "S-1\u200b", "\u202e1-S", "S-\x851x\x9b2J", "S-1\u2066", "S-1\ue000"])
def test_a_number_that_only_looks_like_another_is_refused(world, number):
    hidden = ubl(head=reference(world.account.number)).replace(b"<cbc:ID>S-1<", b"<cbc:ID>%b<" % number.encode())
    with pytest.raises(FileRefused) as caught:
        push(hidden)
    assert [problem.code for problem in caught.value.problems] == ["unseen_number"]


def test_no_line_of_a_number_is_a_header_of_a_mail(world):
    written = b"<cbc:ID>S-1\nBcc: evil@example.com<"
    document = push(ubl(head=reference(world.account.number)).replace(b"<cbc:ID>S-1<", written))
    assert document.number == "S-1 Bcc: evil@example.com"


def test_a_bill_of_very_many_lines_is_drawn_by_the_worker(world):
    content = ubl(head=reference(world.account.number))
    line = content[content.index(b"<cac:InvoiceLine>") : content.index(b"</Invoice>")]
    free = line.replace(b">100.00<", b">0.00<").replace(b">50.00<", b">0.00<")
    lines = b"".join(free.replace(b"<cbc:ID>1<", b"<cbc:ID>%d<" % number) for number in range(2, 1002))
    document = push(content.replace(b"</Invoice>", lines + b"</Invoice>"))
    assert not DocumentFile.objects.filter(document=document).exists()
    assert render_waiting() == 1
    assert DocumentFile.objects.filter(document=document).exists()


LONG = {
    "a seller's name": (b"Telephone Company", b"A" * 2001, "/Invoice/AccountingSupplierParty/Party/PartyLegalEntity"),
    "an article's name": (b"Line rental", b"a-" * 1001, "/Invoice/InvoiceLine/Item/Name"),
    "a note": (b"<cbc:DocumentCurrencyCode>", NOTE % (b"a" * 50_001), "/Invoice/Note"),
    "many lines": (b"<cbc:DocumentCurrencyCode>", NOTE % (b"a\n" * 20_001), "/Invoice/Note"),
    "lines of many notes": (b"<cbc:DocumentCurrencyCode>", NOTE % (b"a\n" * 9_000) * 3, "/Invoice/Note"),
}


@pytest.mark.parametrize("name", LONG)
def test_a_text_that_would_fill_pages_and_pages_is_refused_with_its_place(name):
    before, long, place = LONG[name]
    content = ubl().replace(before, long if not long.startswith(b"<") else long + before)
    with pytest.raises(UnreadableError) as caught:
        receive(content)
    assert (caught.value.code, caught.value.place.startswith(place)) == ("too_long", True)
    assert fault_words("too_long", "")


def test_a_long_note_a_large_file_and_a_signature_are_none():
    note = ubl().replace(b"<cbc:DocumentCurrencyCode>", NOTE % (b"word " * 9_000) + b"<cbc:DocumentCurrencyCode>")
    assert len(receive(note).bill.notes[0].text) > 40_000
    assert receive(rich_ubl("C-1").replace(b64encode(PDF), b64encode(PDF * 100_000))).bill.attachments[0].size > 10**6


def test_words_of_a_text_without_spaces_are_found_in_little_time():
    began = time.monotonic()
    assert len(words_of("a-" * 200_000)) < 100
    assert len(words_of(" ".join(f"w{number}" for number in range(200_000)))) <= MOST_WORDS + 1
    assert time.monotonic() - began < 10
