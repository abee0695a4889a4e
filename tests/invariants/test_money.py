"""The checks of documents, ledger and payments notice what breaks them."""

from datetime import timedelta

import pytest

from bursar.core import clock
from bursar.invoices.models import Document, DocumentFile, DocumentLine, LedgerEntry, Standing
from bursar.invoices.steps import post_payment
from bursar.mail.models import OutboxMail
from bursar.payments.gateways.sandbox.models import Charge
from bursar.payments.models import Allocation, Payment
from tests.invariants import broken, write
from tests.invoices.making import issuer, make_invoice
from tests.payments.paying import at_provider, deliver_notices, fresh, order


@pytest.fixture
def paid(world) -> Payment:
    """A payment that succeeded, through commands."""
    ordered = order(world, "founder", {make_invoice(world.account, "F-1"): 12000})
    at_provider(ordered)
    deliver_notices()
    return fresh(ordered.payment)


def _document(world, **more) -> Document:
    today = clock.today()
    said = {"kind": "invoice", "due_on": today, "gross_minor": 120, "net_minor": 100, "tax_minor": 20}
    common = {"issuer": issuer(), "account": world.account, "issued_on": today, "currency": "EUR", "number": "F-9"}
    return Document.objects.create(**{**common, **said, **more})


MONEY = (
    "documents_are_known_once",
    "totals_follow_from_lines",
    "documents_are_in_the_ledger",
    "nothing_beyond_the_invoice",
    "currencies_never_mix",
    "payers_held_pay",
    "payments_are_posted_whole",
    "payments_never_mix_currencies",
    "payments_have_one_state",
    "keys_are_charged_once",
    "receipts_are_mailed",
    "payments_are_recorded_once",
)


@pytest.mark.parametrize("check", MONEY)
def test_a_payment_by_the_rules_breaks_nothing(paid, check):
    assert broken(check) == ()


def test_a_credit_note_on_an_invoice_of_another_account(world, other_world):
    note = _document(world, kind="credit_note", due_on=None, refers_to=make_invoice(other_world.account, "F-1"))
    assert broken("documents_are_known_once") == (f"document {note.pk}",)


def test_bytes_that_are_not_those_that_were_hashed(world):
    file = DocumentFile.objects.create(document=_document(world), content=b"%PDF", sha256="0" * 64, is_received=True)
    assert broken("bytes_never_change") == (f"file {file.pk}",)


@pytest.mark.parametrize("net", [99, 101])
def test_a_line_that_does_not_multiply(world, net):
    document = _document(world, net_minor=net, gross_minor=net + 20)
    DocumentLine.objects.create(
        document=document, position=1, quantity_micro=1_000_000, unit_price_micro=1_000_000, vat_rate_bp=2000,
        net_minor=net,
    )  # fmt: skip
    assert broken("totals_follow_from_lines") == (f"document {document.pk}",)


def test_a_total_that_does_not_add_up(world):
    document = _document(world, tax_minor=21, gross_minor=121)
    DocumentLine.objects.create(
        document=document, position=1, quantity_micro=1_000_000, unit_price_micro=1_000_000, vat_rate_bp=2000,
        net_minor=100,
    )  # fmt: skip
    assert broken("totals_follow_from_lines") == (f"document {document.pk}",)


def test_a_document_that_the_ledger_does_not_know(world):
    document = _document(world)
    Standing.objects.create(
        document=document, account=world.account, kind="invoice", number=document.number, currency="EUR",
        issued_on=document.issued_on, issued_year=2026, gross_minor=document.gross_minor,
    )  # fmt: skip
    assert broken("documents_are_in_the_ledger") == (f"document {document.pk}",)


def test_an_invoice_paid_twice_over(world):
    invoice = make_invoice(world.account, "F-1")
    for payment in (1, 2):
        post_payment(invoice, payment, 12000, clock.now())
    assert broken("nothing_beyond_the_invoice") == (f"document {invoice.pk}",)


def test_an_entry_in_another_currency(world):
    invoice = make_invoice(world.account, "F-1")
    entry = LedgerEntry.objects.create(
        account=world.account,
        invoice=invoice,
        kind="payment",
        currency="GBP",
        amount_minor=-1,
        payment_id=1,
        booked_on=clock.today(),
    )
    assert broken("currencies_never_mix") == (f"ledger entry {entry.pk}",)


def test_a_currency_that_nobody_knows(world):
    _document(world, currency="XYZ")
    assert broken("currencies_never_mix") == ("documents in XYZ",)


def test_a_payment_by_somebody_who_no_longer_held_pay(world, paid):
    before = paid.ordered_at - timedelta(minutes=1)
    world.person("founder").grants.update(granted_at=before, valid_from=before, closed_at=before)
    assert broken("payers_held_pay") == (f"payment {paid.pk}",)


def test_a_payment_whose_parts_do_not_add_up(world, paid):
    write(paid, amount_minor=11999)
    assert broken("payments_are_posted_whole") == (f"payment {paid.pk}",)


def test_a_payment_posted_though_it_was_declined(paid):
    write(paid, state="declined", receipt_number="")
    assert broken("payments_are_posted_whole") == (f"payment {paid.pk}",)
    assert broken("keys_are_charged_once") != ()


def test_more_posted_to_an_invoice_than_its_part(world, paid):
    entry = post_payment(make_invoice(world.account, "F-2"), paid.pk, 1, clock.now())
    assert f"ledger entry {entry.pk}" in broken("payments_are_posted_whole")


def test_a_part_in_another_currency(world, paid):
    part = Allocation.objects.create(
        payment=paid, invoice=make_invoice(world.account, "F-2", currency="GBP"), amount_minor=1
    )
    entry = LedgerEntry.objects.create(
        account=world.account, kind="payment", currency="GBP", amount_minor=-1, payment_id=paid.pk,
        booked_on=clock.today(),
    )  # fmt: skip
    assert broken("payments_never_mix_currencies") == (f"allocation {part.pk}", f"ledger entry {entry.pk}")


@pytest.mark.parametrize("change", [{"receipt_number": ""}, {"settled_at": None}, {"look_up_at": clock.now()}])
def test_a_payment_in_half_a_state(paid, change):
    write(paid, **change)
    assert broken("payments_have_one_state") == (f"payment {paid.pk}",)


def test_a_payment_that_succeeded_without_a_charge(paid):
    Charge.objects.update(status="declined")
    assert broken("keys_are_charged_once") == (f"payment {paid.pk}",)


def test_a_charge_of_another_amount(paid):
    Charge.objects.update(amount_minor=1)
    assert broken("keys_are_charged_once") == (f"charge {Charge.objects.get().pk}",)


def test_a_payment_that_no_entry_tells(paid):
    write(paid, state="cancelled")
    assert broken("payments_are_recorded_once") == (f"payment {paid.pk}",)


def test_a_payment_without_its_receipt(paid):
    OutboxMail.objects.filter(kind="payments.receipt").delete()
    assert broken("receipts_are_mailed") == (f"payment {paid.pk}",)
