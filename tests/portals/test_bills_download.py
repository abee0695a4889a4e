"""A selection of documents as one ZIP: what is in it, what things are called there, how much, and who is noted."""

import io
import zipfile
from datetime import date
from itertools import count
from tracemalloc import get_traced_memory, start, stop

import pytest

from bursar.access.actor import Actor
from bursar.invoices.formats.reading import receive
from bursar.invoices.models import DocumentLine, DocumentView
from bursar.invoices.receiving import receive_document
from bursar.portals.bills import download
from bursar.portals.bills.archive import Entry, streamed
from bursar.portals.bills.names import Names, safe
from tests.invoices.making import make_credit_note, make_invoice
from tests.invoices.rich import rich_ubl

DAY = date(2026, 1, 31)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked(world, signed_in):
    """Asks for a page about invoices."""
    browser = signed_in("viewer", entered="billing")
    return lambda rest: browser.get(f"/billing/{world.account.number}/invoices/{rest}")


def opened(answer) -> zipfile.ZipFile:
    """The ZIP of an answer, whole."""
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert archive.testzip() is None
    return archive


def test_a_received_bill_is_had_in_every_format(world, asked):
    xml = rich_ubl(world.account.number)
    bill = receive_document(Actor.operator(1), content=xml, file_name="r.xml", account=None).document
    query = "documents.zip?format=pdf&format=xml&format=ubl&format=cii&format=csv"
    archive = opened(asked(f"{query}&invoice={bill.uid}"))
    assert archive.namelist() == ["R-1.pdf", "R-1.xml", "R-1-ubl.xml", "R-1-cii.xml", "invoices.csv", "lines.csv"]
    assert archive.read("R-1.xml") == xml
    assert archive.read("R-1.pdf").startswith(b"%PDF")
    for name in ("R-1-ubl.xml", "R-1-cii.xml"):
        assert receive(archive.read(name)).bill.totals.payable == 200
    assert "R-1,1,Switchboard,2,C62,50.00,S,20,95.00,EUR" in archive.read("lines.csv").decode()
    assert DocumentView.objects.filter(document=bill, is_download=True).count() == 1


def test_the_whole_list_is_downloaded_as_it_is_narrowed(world, asked):
    make_credit_note(make_invoice(world.account, "F-1"), "C-1", 100)
    make_invoice(world.account, "F-2", currency="GBP")
    names = opened(asked("documents.zip?format=csv&format=xml&currency=GBP")).namelist()
    assert names == ["invoices.csv", "lines.csv", "missing.txt"]
    missing = opened(asked("documents.zip?format=xml&currency=GBP")).read("missing.txt").decode()
    assert missing == "F-2: it was not received as XML."
    assert "credit-notes.csv" in opened(asked("documents.zip?format=csv&tab=credits")).namelist()


def test_a_formula_in_a_line_is_none_in_the_table(world, asked):
    bill = make_invoice(world.account, "=F-1", buyer="+B")
    row = bill.lines.get()
    DocumentLine.objects.bulk_create([DocumentLine(
        document=bill, position=2, description='=HYPERLINK("x")', quantity_micro=0, unit_price_micro=0,
        vat_rate_bp=row.vat_rate_bp, net_minor=0,
    )])  # fmt: skip
    text = opened(asked("documents.zip?format=csv")).read("lines.csv").decode()
    assert "'=F-1,2,\"'=HYPERLINK" in text


def test_another_accounts_document_cannot_be_selected(world, other_world, asked):
    theirs = make_invoice(other_world.account, "B-1")
    assert asked(f"documents.zip?format=pdf&invoice={theirs.uid}").status_code == 404
    assert asked(f"download/?invoice={theirs.uid}").status_code == 404


def test_beyond_the_maximum_the_page_says_what_to_do(world, asked, monkeypatch):
    monkeypatch.setattr(download, "MOST", 2)
    for number in range(3):
        make_invoice(world.account, f"F-{number}")
    answer = asked("documents.zip?format=csv")
    assert answer.status_code == 422
    assert "One file takes at most 2 documents" in answer.content.decode()
    assert asked("documents.zip?format=csv&q=f-1").status_code == 200


@pytest.mark.parametrize("query", ["", "format=exe", "format=csv&q=nothing-here"])
def test_without_a_format_or_a_document_there_is_no_file(world, asked, query):
    make_invoice(world.account, "F-1")
    assert asked(f"documents.zip?{query}").status_code == 422
    assert DocumentView.objects.count() == 0


def test_the_page_carries_on_what_was_ticked(world, asked):
    bills = [make_invoice(world.account, f"F-{n}") for n in range(2)]
    text = asked("download/?" + "&".join(f"invoice={bill.uid}" for bill in bills)).content.decode()
    assert "2 documents go into one ZIP file." in text
    for bill in bills:
        assert f'name="invoice" value="{bill.uid}"' in text


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("../../etc/passwd", "etc-passwd.pdf"),
        ("..\\..\\boot", "boot.pdf"),
        ("/abs/olute", "abs-olute.pdf"),
        ("a\x00b\nc\x7f\u202ed", "a-b-c--d.pdf"),
        ("CON", "document-CON.pdf"),
        ("...", "document.pdf"),
        ("é" * 200, "document.pdf"),
        ("F" * 200, "F" * 80 + ".pdf"),
    ],
)
def test_names_inside_are_safe(number, name):
    assert safe(number, "pdf") == name


def test_two_documents_never_have_one_name():
    names = Names()
    assert [names.take(each, "pdf") for each in ("a/b", "A-B", "a-b", "a-b-2")] == [
        "a-b.pdf", "A-B-2.pdf", "a-b-3.pdf", "a-b-2-2.pdf",
    ]  # fmt: skip


def test_an_archive_takes_no_more_memory_than_its_largest_file():
    numbers = count()
    entries = (Entry(f"{next(numbers)}.pdf", DAY, b"x" * 1_000_000) for _ in range(100))
    start()
    sent = sum(len(piece) for piece in streamed(entries))
    most = get_traced_memory()[1]
    stop()
    assert sent > 100_000_000
    assert most < 6_000_000
