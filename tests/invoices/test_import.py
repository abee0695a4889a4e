"""Taking in files: all or nothing, the same again changes nothing, one ledger entry each (invariants 24, 27-30)."""

from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from bursar.audit.models import Entry
from bursar.billing.models import BillingDetails, Recipient
from bursar.core import clock
from bursar.core.errors import Forbidden
from bursar.grants.queries import access
from bursar.invoices import importing, queries
from bursar.invoices.models import Document, DocumentFile, Issuer, LedgerEntry
from bursar.mail.models import OutboxMail
from tests.invoices.files import ISSUER, as_csv, as_json, credit_note, csv_row, invoice, line, refused, take
from tests.personas import World

pytestmark = pytest.mark.django_db(transaction=True)
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


@pytest.fixture
def number(world: World) -> str:
    """The account that files name."""
    return world.account.number


def test_an_invoice_is_taken_in_with_its_sums_and_one_entry(world, number):
    taken = take(as_json(invoice(number)))
    row = Document.objects.get()
    assert (taken.invoices, taken.accounts, taken.rendered) == (1, 1, 1)
    assert (row.net_minor, row.tax_minor, row.gross_minor, row.account) == (10000, 2000, 12000, world.account)
    assert LedgerEntry.objects.get().amount_minor == 12000


def test_csv_and_json_say_the_same(number):
    take(as_json(invoice(number)))
    assert take(as_csv(csv_row(number)), "file.csv").unchanged == 1


def test_the_rows_of_a_document_are_its_lines(number):
    first = csv_row(number)
    second = {**csv_row(number, description="Setup", quantity="1"), "issuer_name": ""}
    take(as_csv(first, second, csv_row(number, "A-2"), delimiter=";"), "file.csv")
    assert [d.lines.count() for d in Document.objects.order_by("number")] == [2, 1]


def test_the_same_file_again_changes_nothing(number):
    content = as_json(invoice(number), credit_note(number, "C-1", "A-1"))
    take(content)
    before = (Document.objects.count(), LedgerEntry.objects.count(), Entry.objects.count())
    assert take(content).unchanged == 2
    assert (Document.objects.count(), LedgerEntry.objects.count(), Entry.objects.count()) == before


def test_another_document_under_the_same_number_is_refused(number):
    take(as_json(invoice(number)))
    assert refused(as_json(invoice(number, lines=[line(quantity="11")]))) == [("/documents/0/number", "number_taken")]


def test_one_bad_document_keeps_the_whole_file_out(number):
    bad = invoice("C-0000-0000", "A-2")
    assert refused(as_json(invoice(number), bad)) == [("/documents/1/account", "unknown_account")]
    assert not Document.objects.exists()
    assert not Issuer.objects.exists()
    assert Entry.objects.filter(refusal="file_refused").count() == 1


def test_a_credit_note_reduces_what_is_left(world, number):
    part = [line(quantity="4")]
    take(as_json(invoice(number), credit_note(number, "C-1", "A-1", lines=part)))
    seen = access(world.actor("viewer"), number)
    assert queries.standing_of(queries.newest(seen, 1)[0], clock.today())[0] == 12000 - 4800


def test_credit_notes_take_no_more_than_is_left(number):
    part = [line(quantity="6")]
    take(as_json(invoice(number), credit_note(number, "C-1", "A-1", lines=part)))
    second = credit_note(number, "C-2", "A-1", lines=part)
    assert refused(as_json(second)) == [("/documents/0/refers_to", "credit_too_large")]


def test_a_credit_note_may_stand_before_its_invoice_in_the_file(number):
    assert take(as_json(credit_note(number, "C-1", "A-1"), invoice(number))).credit_notes == 1


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"refers_to": "NONE"}, ("/documents/1/refers_to", "unknown_invoice")),
        ({"refers_to": "C-1"}, ("/documents/1/refers_to", "unknown_invoice")),
        ({"currency": "GBP"}, ("/documents/1/currency", "other_currency")),
    ],
)
def test_a_credit_note_refers_to_an_invoice_in_its_currency(number, changes, problem):
    note = {**credit_note(number, "C-1", "A-1"), **changes}
    assert refused(as_json(invoice(number), note)) == [problem]


def test_a_credit_note_never_refers_to_another_accounts_invoice(number, other_world):
    take(as_json(invoice(other_world.account.number)))
    note = credit_note(number, "C-1", "A-1")
    assert refused(as_json(note)) == [("/documents/0/refers_to", "other_account")]


def test_a_file_leaves_one_entry_for_each_account(number, other_world):
    other = invoice(other_world.account.number, "B-1")
    take(as_json(invoice(number), invoice(number, "A-2"), other))
    entries = Entry.objects.filter(kind="invoices.file.imported").order_by("account_id")
    assert [entry.new["invoices"] for entry in entries] == [2, 1]


def test_an_unknown_issuer_needs_its_data(number):
    assert refused(as_json(invoice(number), issuers=[])) == [("/documents/0/issuer", "unknown_issuer")]


def test_documents_keep_the_seller_as_it_was(number):
    take(as_json(invoice(number)))
    moved = [{**ISSUER, "name": "Acme Telecom plc"}]
    take(as_json(invoice(number, "A-2"), issuers=moved))
    assert [d.seller["name"] for d in Document.objects.order_by("number")] == ["Acme Telecom", "Acme Telecom plc"]


def test_an_old_file_taken_in_again_changes_no_issuer_back(number):
    take(as_json(invoice(number)))
    take(as_json(invoice(number, "A-2"), issuers=[{**ISSUER, "name": "Acme Telecom plc"}]))
    take(as_json(invoice(number)))
    assert Issuer.objects.get().name == "Acme Telecom plc"


def test_without_a_buyer_the_billing_details_are_taken(world, number):
    BillingDetails.objects.update(company="Northwind Ltd", postal_code="N1 9GU", city="London", country="GB")
    take(as_json(invoice(number)))
    buyer = Document.objects.get().buyer
    assert (buyer["name"], buyer["address_lines"], buyer["country"]) == ("Northwind Ltd", "London N1 9GU", "GB")


def test_those_who_want_invoices_are_told_of_open_ones(world, number):
    portal = world.account.billing_portal
    Recipient.objects.create(portal=portal, email="books@example.com", confirmed_at=clock.now())
    Recipient.objects.create(portal=portal, email="not-me@example.com", confirmed_at=clock.now(), wants_invoices=False)
    take(as_json(invoice(number), invoice(number, "A-2"), credit_note(number, "C-1", "A-2")))
    mails = OutboxMail.objects.filter(kind="invoice.issued")
    assert [m.to_address for m in mails] == ["books@example.com"]


def test_history_can_be_loaded_in_silence(world, number):
    Recipient.objects.create(portal=world.account.billing_portal, email="books@example.com", confirmed_at=clock.now())
    take(as_json(invoice(number)), tell=False)
    assert not OutboxMail.objects.exists()


def test_only_the_operator_takes_in_invoices(world, number):
    with pytest.raises(Forbidden):
        importing.import_documents(world.actor("full"), content=as_json(invoice(number)), file_name="file.json")


@pytest.mark.parametrize("name", ["invoices.json", "invoices.csv"])
def test_the_example_files_are_taken_in(world, name):
    content = (EXAMPLES / name).read_bytes()
    for example in (b"C-1000-0001", b"C-1000-0002"):
        content = content.replace(example, world.account.number.encode())
    taken = take(content, name, folder=EXAMPLES)
    assert (taken.invoices, taken.credit_notes) == (1, 1)


def test_a_vendors_pdf_is_kept_to_the_byte(number):
    content = (EXAMPLES / "pdf" / "INV-2026-0412.pdf").read_bytes()
    taken = take(as_json(invoice(number, pdf={"file": "pdf/INV-2026-0412.pdf"})), folder=EXAMPLES)
    kept = DocumentFile.objects.get()
    assert (bytes(kept.content), kept.is_received, taken.rendered) == (content, True, 0)


REFUSED = "never change|permission denied"  # by trigger; on PostgreSQL the site's role may not even try


@pytest.mark.parametrize("table", ["document", "documentline", "documentfile", "ledgerentry"])
def test_the_database_itself_refuses_to_change_a_document(number, table):
    take(as_json(invoice(number)))
    for change in (f"UPDATE invoices_{table} SET id = id", f"DELETE FROM invoices_{table}"):  # noqa: S608
        with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
