"""The mails of payments, in the reader's language, the receipt attached."""

from io import BytesIO

import pytest
from django.core import mail as delivered
from pypdf import PdfReader

from bursar.billing.models import Recipient
from bursar.core import clock
from bursar.mail.sender import send_due
from tests.invoices.making import make_invoice
from tests.payments.paying import NO_MONEY, kept_card, order


@pytest.fixture
def invoice(world):
    return make_invoice(world.account, "F-1", 12000)


def pdf_text(mail):
    _name, content, media_type = mail.attachments[0]
    assert media_type == "application/pdf"
    return PdfReader(BytesIO(content)).pages[0].extract_text()


def test_the_receipt_is_attached_and_says_what_was_paid(world, invoice):
    payment = order(world, "payer", {invoice: 5000}, method=kept_card(world)).payment
    assert send_due() == 1
    mail = delivered.outbox[0]
    assert mail.subject == f"Receipt {payment.receipt_number}: €50.00 paid"
    text = pdf_text(mail)
    assert all(words in text for words in (payment.receipt_number, "F-1", "€50.00", "ending in 4242"))


def test_the_payer_is_given_a_link_and_a_recipient_is_not(world, invoice):
    Recipient.objects.create(
        portal=world.account.billing_portal, email="books@example.com", confirmed_at=clock.now(), wants_receipts=True
    )
    payment = order(world, "payer", {invoice: 5000}, method=kept_card(world)).payment
    send_due()
    links = {m.to[0]: payment.uid in m.body for m in delivered.outbox}
    assert links == {"payer@example.com": True, "books@example.com": False}


def test_a_recipient_removed_meanwhile_is_sent_nothing(world, invoice):
    books = Recipient.objects.create(
        portal=world.account.billing_portal, email="books@example.com", confirmed_at=clock.now(), wants_receipts=True
    )
    order(world, "payer", {invoice: 5000}, method=kept_card(world))
    books.removed_at = books.added_at
    books.save()
    send_due()
    assert [m.to for m in delivered.outbox] == [["payer@example.com"]]


def test_who_ordered_is_told_why_a_payment_was_declined(world, invoice):
    order(world, "payer", {invoice: 5000}, method=kept_card(world, NO_MONEY))
    send_due()
    assert delivered.outbox[0].subject == "Your payment of €50.00 was declined"
    assert "not enough money" in delivered.outbox[0].body


def test_recipients_of_a_language_share_a_receipt_that_they_can_stop(world, invoice):
    portal, now = world.account.billing_portal, clock.now()
    for email, language in (("a@example.com", "en"), ("b@example.com", "en"), ("c@example.com", "fr")):
        Recipient.objects.create(portal=portal, email=email, language=language, confirmed_at=now, wants_receipts=True)
    payer = world.person("payer").email
    Recipient.objects.create(portal=portal, email=payer, confirmed_at=now, wants_receipts=True)
    order(world, "payer", {invoice: 5000}, method=kept_card(world))
    send_due()
    sent = {tuple(m.to): "List-Unsubscribe" in m.extra_headers for m in delivered.outbox}
    assert sent == {(payer,): False, ("a@example.com", "b@example.com"): True, ("c@example.com",): True}
