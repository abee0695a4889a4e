"""The mail of a new invoice: to recipients of today only, in their language, with the PDF and no right (section 7)."""

import pytest
from django.core import mail

from bursar.billing.models import Recipient
from bursar.core import clock
from bursar.mail.sender import send_due
from tests.invoices.files import as_json, invoice, take

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def recipient(world) -> Recipient:
    """An address that wants invoices."""
    return Recipient.objects.create(
        portal=world.account.billing_portal, email="books@example.com", confirmed_at=clock.now(), language="en"
    )


def test_a_new_invoice_is_sent_with_its_pdf(world, recipient):
    take(as_json(invoice(world.account.number)))
    send_due()
    sent = mail.outbox[0]
    assert (sent.to, sent.subject) == (["books@example.com"], "Invoice A-1 for Northwind Traders")
    assert [(name, content[:5]) for name, content, _type in sent.attachments] == [("A-1.pdf", b"%PDF-")]
    assert "€120.00" in sent.body


def test_the_link_leads_to_the_sign_in_page(world, recipient, client):
    take(as_json(invoice(world.account.number)))
    send_due()
    link = next(word for word in mail.outbox[0].body.split() if "/invoices/" in word)
    answer = client.get("/billing/" + link.partition("/billing/")[2])
    assert answer.status_code == 302
    assert "/sign-in/" in answer.url


def test_who_was_removed_in_between_is_sent_nothing(world, recipient):
    take(as_json(invoice(world.account.number)))
    Recipient.objects.update(removed_at=clock.now())
    send_due()
    assert mail.outbox == []


def test_who_wants_invoices_no_longer_is_sent_nothing(world, recipient):
    take(as_json(invoice(world.account.number)))
    Recipient.objects.update(wants_invoices=False)
    send_due()
    assert mail.outbox == []


def test_one_mail_goes_to_all_of_a_language_and_to_nobody_unconfirmed(world, recipient):
    portal, now = world.account.billing_portal, clock.now()
    Recipient.objects.create(portal=portal, email="accounts@example.com", confirmed_at=now)
    Recipient.objects.create(portal=portal, email="compta@example.com", confirmed_at=now, language="fr")
    Recipient.objects.create(portal=portal, email="not-asked@example.com")
    take(as_json(invoice(world.account.number)))
    send_due()
    assert [sent.to for sent in mail.outbox] == [
        ["books@example.com", "accounts@example.com"],
        ["compta@example.com"],
    ]


def test_the_stop_link_shows_and_a_post_stops_one(world, recipient, client):
    other = Recipient.objects.create(
        portal=world.account.billing_portal, email="accounts@example.com", confirmed_at=clock.now()
    )
    take(as_json(invoice(world.account.number)))
    send_due()
    header = mail.outbox[0].extra_headers["List-Unsubscribe"]
    link = "/recipient/" + header.strip("<>").partition("/recipient/")[2]
    assert link in mail.outbox[0].body
    assert b"books@example.com" in client.get(link).content
    assert Recipient.objects.filter(removed_at=None).count() == 2
    assert client.post(link, {"recipient": recipient.uid}).status_code == 200
    assert [row.email for row in Recipient.objects.filter(removed_at=None)] == [other.email]
    assert client.post(link[:-3] + "x/", {"recipient": other.uid}).status_code == 404
