"""What an invoice's page says of the standard that it was judged by, and the QR code of its transfer."""

import pytest

from bursar.accounts.steps import operator_named
from bursar.invoices.formats.writers import ubl as written
from bursar.invoices.receiving import receive_document
from bursar.payments.receiving import take_in_file
from tests.invoices.standards.broken.whole import whole
from tests.invoices.standards.ubl_files import ubl

pytestmark = pytest.mark.django_db(transaction=True)


def page(world, signed_in, content: bytes) -> str:
    """The page of a document that was just received."""
    taken = receive_document(operator_named("Ada"), content=content, file_name="a.xml", account=world.account)
    browser = signed_in("full", entered="billing")
    return browser.get(f"/billing/{world.account.number}/invoices/{taken.document.uid}/").content.decode()


def test_the_page_names_the_specification_that_it_was_judged_by(world, signed_in):
    assert "Received as EN 16931" in page(world, signed_in, ubl())


def test_warnings_are_kept_and_shown_with_their_place(world, signed_in):
    shown = page(world, signed_in, ubl().replace(b"<cbc:IssueDate>", b"<cbc:UUID>1</cbc:UUID><cbc:IssueDate>", 1))
    assert "1 remark" in shown
    assert "UBL-CR-005" in shown


def test_an_invoice_that_asks_for_a_transfer_has_its_code(world, signed_in):
    assert "sheet__qr" in page(world, signed_in, written(whole()))


def test_one_that_was_paid_has_none(world, signed_in):
    content = written(whole())
    taken = receive_document(operator_named("Ada"), content=content, file_name="a.xml", account=world.account)
    paid = f"source,reference,received_on,amount,currency,text\nbank,1,2026-11-20,{whole().totals.payable},EUR,W-1\n"
    assert take_in_file(operator_named("Ada"), content=paid.encode(), name="a.csv").settled == 1
    browser = signed_in("full", entered="billing")
    answer = browser.get(f"/billing/{world.account.number}/invoices/{taken.document.uid}/").content.decode()
    assert "sheet__qr" not in answer
