"""The pages of invoices, behind both doors: who sees what, what they show, what looking writes (rules 8, 9, 12, 15)."""

import csv
import html
import io
import re

import pytest

from bursar.core import clock
from bursar.invoices import steps
from bursar.invoices.models import DocumentView, LedgerEntry
from tests.invoices.making import make_credit_note, make_invoice

DOORS = ["billing", "pbx"]
READERS = {"billing": "viewer", "pbx": "pbx_viewer"}
PAYERS = {"billing": "payer", "pbx": "pbx_payer"}


@pytest.fixture
def bill(world):
    """An open invoice of 120.00."""
    return make_invoice(world.account, "F-1")


def address(world, door: str, rest: str = "") -> str:
    """An address of invoices behind a door."""
    return f"/{door}/{world.account.number}/invoices/{rest}"


@pytest.mark.parametrize("door", DOORS)
def test_a_viewer_reads_invoices_and_finds_no_way_to_pay(world, signed_in, bill, door):
    browser = signed_in(READERS[door], entered=door)
    for page in (address(world, door), address(world, door, f"{bill.uid}/")):
        text = browser.get(page).content.decode()
        assert "F-1" in text
        assert "/pay/" not in text


@pytest.mark.parametrize("door", DOORS)
def test_a_payer_finds_the_ways_to_pay(world, signed_in, bill, door):
    browser = signed_in(PAYERS[door], entered=door)
    assert (
        f'action="/{door}/{world.account.number}/invoices/pay/"' in browser.get(address(world, door)).content.decode()
    )
    page = browser.get(address(world, door, f"{bill.uid}/")).content.decode()
    assert f"/{door}/{world.account.number}/invoices/{bill.uid}/pay/" in page


@pytest.mark.parametrize("persona", ["pbx_super"])
def test_without_view_invoices_the_server_refuses_every_page(world, signed_in, bill, persona):
    browser = signed_in(persona, entered="pbx")
    for rest in ("", "export.csv", f"{bill.uid}/", f"{bill.uid}/document.pdf"):
        assert browser.get(address(world, "pbx", rest)).status_code == 403


@pytest.mark.parametrize("rest", ["{uid}/", "{uid}/document.pdf"])
def test_another_accounts_invoice_does_not_exist(world, other_world, signed_in, rest):
    theirs = make_invoice(other_world.account, "B-1")
    browser = signed_in("full", entered="billing")
    assert browser.get(address(world, "billing", rest.format(uid=theirs.uid))).status_code == 404


def test_the_tabs_follow_the_entries(world, signed_in, bill):
    steps.post_payment(bill, 1, 12000, clock.now())
    browser = signed_in("viewer", entered="billing")
    assert "F-1" not in browser.get(address(world, "billing")).content.decode()
    assert "F-1" in browser.get(address(world, "billing", "?tab=paid")).content.decode()


NONSENSE = ["page=0", "page=x", "page=99", "year=abcd", "year=0000", "sort=evil", "tab=none"]


@pytest.mark.parametrize("query", NONSENSE)
def test_an_address_with_nonsense_shows_the_list(world, signed_in, bill, query):
    browser = signed_in("viewer", entered="billing")
    assert "F-1" in browser.get(address(world, "billing", f"?{query}")).content.decode()


def test_fifty_to_a_page(world, signed_in):
    for number in range(51):
        make_invoice(world.account, f"F-{number}")
    browser = signed_in("viewer", entered="billing")
    first = browser.get(address(world, "billing")).content.decode()
    beyond = html.unescape(re.search(r'href="([^"]*after=[^"]*)"', first)[1])
    assert "50 of 51" in first
    second = browser.get(address(world, "billing", beyond)).content.decode()
    assert [f"F-{number}<" in second for number in (49, 50)] == [False, True]
    back = html.unescape(re.search(r'href="([^"]*before=[^"]+)"', second)[1])
    assert browser.get(address(world, "billing", back)).content.decode().count("F-0<") == 1


def test_a_list_takes_the_same_queries_however_long(world, signed_in, django_assert_max_num_queries):
    for number in range(20):
        make_credit_note(make_invoice(world.account, f"F-{number}"), f"C-{number}", 100)
    browser = signed_in("payer", entered="billing")
    with django_assert_max_num_queries(20):
        browser.get(address(world, "billing"))


def test_the_invoice_shows_its_credit_notes_and_the_credit_note_its_invoice(world, signed_in, bill):
    note = make_credit_note(bill, "C-1", 2000)
    browser = signed_in("viewer", entered="billing")
    assert f"invoices/{note.uid}/" in browser.get(address(world, "billing", f"{bill.uid}/")).content.decode()
    assert f"invoices/{bill.uid}/" in browser.get(address(world, "billing", f"{note.uid}/")).content.decode()


def test_the_pdf_opens_in_the_browser_or_is_kept(world, signed_in, bill):
    browser = signed_in("viewer", entered="billing")
    shown = browser.get(address(world, "billing", f"{bill.uid}/document.pdf"))
    kept = browser.get(address(world, "billing", f"{bill.uid}/document.pdf?download=1"))
    assert shown.content.startswith(b"%PDF-")
    assert shown["Content-Disposition"] == 'inline; filename="F-1.pdf"'
    assert kept["Content-Disposition"] == 'attachment; filename="F-1.pdf"'
    assert (shown["X-Content-Type-Options"], shown["Cache-Control"]) == ("nosniff", "no-store, private")


def test_looking_writes_who_looked_and_nothing_else(world, signed_in, bill):
    browser = signed_in("viewer", entered="billing")
    before = LedgerEntry.objects.count()
    browser.get(address(world, "billing", f"{bill.uid}/"))
    browser.get(address(world, "billing", f"{bill.uid}/document.pdf?download=1"))
    browser.head(address(world, "billing", f"{bill.uid}/"))
    looks = list(DocumentView.objects.order_by("id").values_list("person_id", "is_download"))
    assert looks == [(world.person("viewer").pk, False), (world.person("viewer").pk, True)]
    assert LedgerEntry.objects.count() == before


def test_only_reading_is_possible(world, signed_in, bill):
    browser = signed_in("full", entered="billing")
    for rest in ("", "export.csv", f"{bill.uid}/", f"{bill.uid}/document.pdf"):
        assert browser.post(address(world, "billing", rest)).status_code == 405


def test_the_export_holds_the_whole_list_and_no_formula(world, signed_in):
    make_invoice(world.account, "=1+1", buyer="@SUM(A1)")
    make_invoice(world.account, "F-2")
    answer = signed_in("viewer", entered="billing").get(address(world, "billing", "export.csv?sort=-number"))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["F-2", "'=1+1"]
    assert (rows[2][3], rows[2][-1]) == ("'@SUM(A1)", "120.00")
    assert answer["Content-Disposition"].startswith("attachment;")


def test_what_people_wrote_is_never_markup(world, signed_in):
    made = make_invoice(world.account, "<script>alert(1)</script>", buyer="<b>Buyer</b>")
    browser = signed_in("viewer", entered="billing")
    for rest in ("", f"{made.uid}/", "?q=<script>"):
        text = browser.get(address(world, "billing", rest)).content.decode()
        assert "<script>alert" not in text
        assert "<b>Buyer" not in text


def test_the_page_speaks_french(world, signed_in, bill):
    person = world.person("viewer")
    person.language = "fr"
    person.save()
    text = signed_in("viewer", entered="billing").get(address(world, "billing", f"{bill.uid}/")).content.decode()
    assert "120,00\xa0€" in text
