"""Automatic payment on the page of payment methods."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from bursar.core import clock
from bursar.invoices.models import Document
from bursar.payments.autopay import pay_by_mandates
from bursar.payments.models import Mandate, Payment
from bursar.payments.queries import mandate_revision
from tests.invoices.making import make_invoice
from tests.payments.authorising import after
from tests.payments.paying import kept_card


def url(world, name):
    return reverse(f"billing:{name}", kwargs={"number": world.account.number})


@pytest.fixture
def browser(signed_in):
    return signed_in("full", entered="billing")


@pytest.fixture
def terms(world):
    make_invoice(world.account, "F-1", 12000, due_in=2)
    return {"method": kept_card(world).uid, "currency": "EUR", "limit": "500.00", "notice_days": "5"}


def test_it_is_set_up_and_shown_with_what_it_announced(world, browser, terms):
    assert "Set up automatic payment" in browser.get(url(world, "method-list")).content.decode()
    browser.post(url(world, "autopay"), terms)
    assert (Mandate.objects.get().limit_minor, Mandate.objects.get().notice_days) == (50000, 5)
    pay_by_mandates()
    page = browser.get(url(world, "method-list")).content.decode()
    assert all(words in page for words in ("€500.00", "Full Example", "F-1", "Announced"))


def test_what_is_wrong_is_said_beside_its_field(world, browser, terms):
    answer = browser.post(url(world, "autopay"), {**terms, "limit": "much"})
    assert (answer.status_code, Mandate.objects.count()) == (422, 0)
    assert "Write an amount such as 120.00." in answer.content.decode()


def test_it_is_paused_resumed_and_removed(world, browser, terms):
    browser.post(url(world, "autopay"), terms)
    browser.post(url(world, "autopay-pause"))
    assert "It was paused." in browser.get(url(world, "method-list")).content.decode()
    browser.post(url(world, "autopay-confirm"), {"seen": mandate_revision(world.account)})
    assert Mandate.objects.filter(ended_at__isnull=True).exists()
    assert "Remove automatic payment?" in browser.get(url(world, "autopay-remove")).content.decode()
    browser.post(url(world, "autopay-remove"))
    assert "Set up automatic payment" in browser.get(url(world, "method-list")).content.decode()
    assert not Mandate.objects.filter(ended_at__isnull=True).exists()


def test_what_was_paid_automatically_says_so(world, browser, terms):
    browser.post(url(world, "autopay"), terms)
    pay_by_mandates()
    after(timedelta(days=6))
    assert Payment.objects.get().state == "succeeded"
    listed = browser.get(url(world, "payment-list")).content.decode()
    assert "Automatic payment" in listed
    assert "Authorised by Full Example" in listed
    for name, uid in (("payment", Payment.objects.get().uid), ("invoice", Document.objects.get().uid)):
        page = browser.get(reverse(f"billing:{name}", kwargs={"number": world.account.number, "uid": uid}))
        assert "Automatic payment" in page.content.decode()


def test_an_invoice_says_that_it_is_going_to_be_paid_automatically(world, browser, terms):
    address = reverse("billing:invoice", kwargs={"number": world.account.number, "uid": Document.objects.get().uid})
    browser.post(url(world, "autopay"), terms)
    assert "Paid automatically" not in browser.get(address).content.decode()
    pay_by_mandates()
    page = browser.get(address).content.decode()
    assert "Paid automatically" in page
    assert "€120.00 is charged to Visa ending in 4242 by itself." in page
    browser.post(url(world, "autopay-pause"))
    assert "Paid automatically" not in browser.get(address).content.decode()


def test_the_overview_warns_when_it_waits_to_be_confirmed(world, browser, signed_in, terms):
    browser.post(url(world, "autopay"), terms)
    assert "unless somebody confirms it" not in browser.get(url(world, "overview")).content.decode()
    moment = datetime(2099, 7, 1, 8, tzinfo=UTC)
    Mandate.objects.update(orphaned_at=clock.now(), confirm_by=moment)
    page = browser.get(url(world, "overview")).content.decode()
    assert "Automatic payment stops on 1 Jul 2099, 10:00 CEST unless somebody confirms it" in page
    assert "Waits to be confirmed" in browser.get(url(world, "method-list")).content.decode()
    viewer = signed_in("viewer", entered="billing")
    assert "unless somebody confirms it" not in viewer.get(url(world, "overview")).content.decode()


def test_without_a_method_it_says_what_to_do_first(world, browser):
    assert "Add a payment method first." in browser.get(url(world, "autopay")).content.decode()


def test_it_is_told_in_the_activity(world, browser, terms):
    browser.post(url(world, "autopay"), terms)
    page = browser.get(url(world, "activity")).content.decode()
    assert all(words in page for words in ("Automatic payment authorised", "At most for each payment", "€500.00"))


def test_the_invoice_says_when_what_is_charged_to_what(world, browser, terms):
    invoice = Document.objects.get()
    there = reverse("billing:invoice", kwargs={"number": world.account.number, "uid": invoice.uid})
    assert "Paid automatically" not in browser.get(there).content.decode()
    browser.post(url(world, "autopay"), terms)
    pay_by_mandates()
    page = browser.get(there).content.decode()
    assert "Paid automatically" in page
    assert re.search(r"On \d+ \w+ 2\d\d\d, [^<]*, €120\.00 is charged to Visa ending in \d{4} by itself\.", page)
    browser.post(url(world, "autopay-remove"))
    assert "Paid automatically" not in browser.get(there).content.decode()
