"""What went back is shown: on the payment, in the invoice's story, in mails that are built."""

import pytest

from bursar.invoices.commands import adjust
from bursar.mail.sender import send_due
from bursar.payments.gateways.sandbox import backs
from tests.invoices.making import make_invoice
from tests.payments.paying import deliver_notices, kept_card, order
from tests.payments.test_refunds import OPERATOR, refund
from tests.portals.test_paying import url


@pytest.fixture
def invoice(world):
    return make_invoice(world.account, "F-1", 12000)


@pytest.fixture
def paid(world, invoice):
    return order(world, "payer", {invoice: 12000}, method=kept_card(world)).payment


def page(world, signed_in, name, uid):
    return signed_in("payer", entered="billing").get(url(world, f"billing:{name}", uid=uid)).content.decode()


def test_a_refund_is_shown_on_the_payment_and_on_the_invoice(world, signed_in, invoice, paid):
    refund(world, paid, 5000)
    told = page(world, signed_in, "payment", paid.uid)
    assert all(words in told for words in ("Refunds", "goodwill", "€50.00", f"{paid.receipt_number}-R1"))
    assert "€50.00 paid back: to be paid again" in page(world, signed_in, "invoice", invoice.uid)


def test_a_dispute_is_shown_too(world, signed_in, invoice, paid):
    backs.dispute(paid.provider_reference, 12000)
    deliver_notices()
    assert "Taken back by the bank" in page(world, signed_in, "payment", paid.uid)


def test_an_adjustment_says_why(world, signed_in, invoice):
    adjust(OPERATOR, account=world.account, invoice_number="F-1", currency="EUR", amount_minor=-100, reason="a gesture",
           key="k")  # fmt: skip
    told = page(world, signed_in, "invoice", invoice.uid)
    assert "€1.00 written off by the operator" in told
    assert "a gesture" in told


def test_whoever_paid_is_told_of_a_refund_with_its_receipt(world, paid, mailoutbox):
    refund(world, paid, 5000)
    send_due()
    mail = next(m for m in mailoutbox if "refunded" in m.subject)
    assert mail.subject == f"€50.00 of receipt {paid.receipt_number} refunded"
    assert [name for name, *_ in mail.attachments] == [f"refund-{paid.receipt_number}-R1.pdf"]


def test_whoever_paid_is_told_that_the_bank_took_money_back(world, paid, mailoutbox):
    backs.dispute(paid.provider_reference, 5000)
    deliver_notices()
    send_due()
    assert [m.subject for m in mailoutbox if "bank" in m.subject] == ["The bank took €50.00 back"]
