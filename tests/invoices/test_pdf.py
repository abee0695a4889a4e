"""PDFs that we render: complete, in the account's language, the same bytes each time, with text as text."""

import io

import pytest
from pypdf import PdfReader

from bursar.accounts.models import Account
from bursar.invoices import pdf
from bursar.invoices.models import Document, DocumentFile
from tests.invoices.files import as_json, credit_note, invoice, line, take

pytestmark = pytest.mark.django_db(transaction=True)


def text_of(content: bytes) -> str:
    """The words of a PDF."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_the_pdf_agrees_with_the_rows(world):
    take(as_json(invoice(world.account.number, lines=[line(), line(vat_rate="5.5", unit_price="0.045")])))
    text = text_of(pdf.content_of(Document.objects.get()))
    for shown in ("Invoice", "A-1", "Acme Telecom", "€100.00", "€20.00", "5.5%", "€0.45", "€0.02", "€120.47"):
        assert shown in text


def test_a_credit_note_says_what_it_refers_to(world):
    number = world.account.number
    take(as_json(invoice(number), credit_note(number, "C-1", "A-1")))
    text = text_of(pdf.content_of(Document.objects.get(number="C-1")))
    assert "Credit note" in text
    assert "A-1 of 1 October 2026" in text


def test_the_pdf_speaks_the_accounts_language(world):
    Account.objects.update(language="fr")
    take(as_json(invoice(world.account.number)))
    text = text_of(pdf.content_of(Document.objects.get())).replace("\u202f", " ").replace("\xa0", " ")
    assert "1 octobre 2026" in text
    assert "120,00 €" in text


@pytest.mark.parametrize("text", ['#read("/etc/passwd")', "$x$ *bold* _it_ @ref <label>", "\\ ` [ ] { } // é ß"])
def test_what_people_write_is_never_markup(world, text):
    take(as_json(invoice(world.account.number, lines=[line(description=text)])))
    squeezed = "".join(text_of(pdf.content_of(Document.objects.get())).split())
    assert "".join(text.split()) in squeezed


def test_rendering_twice_gives_the_same_bytes(world):
    take(as_json(invoice(world.account.number)))
    document = Document.objects.get()
    assert pdf.made(document).content == pdf.made(document).content == bytes(DocumentFile.objects.get().content)


def test_a_long_document_has_numbered_pages(world):
    take(as_json(invoice(world.account.number, lines=[line(description=f"Item {n}") for n in range(120)])))
    reader = PdfReader(io.BytesIO(pdf.content_of(Document.objects.get())))
    assert len(reader.pages) > 2
    assert f"Page 2 of {len(reader.pages)}" in reader.pages[1].extract_text()


@pytest.mark.parametrize("name", ["株式会社サンプル", "😀 Ltd", "Bell\x07", "नमस्ते Ltd", "\ue000\U0010fffd"])
def test_a_name_that_our_font_cannot_show_stops_no_invoice_of_anybody(world, name):
    Account.objects.update(name=name)
    world.account.billing_portal.details.__class__.objects.update(company=name)
    assert take(as_json(invoice(world.account.number), invoice(world.account.number, "A-2"))).rendered == 2
    assert "A-1" in text_of(pdf.content_of(Document.objects.get(number="A-1")))
