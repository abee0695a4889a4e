"""The sandbox provider's hosted page."""

from datetime import timedelta

import pytest
from django.test import Client

from bursar.core import clock
from bursar.payments.gateways.sandbox.models import Charge, OutgoingNotice
from tests.invoices.making import make_invoice
from tests.payments.paying import order

TYPED = {"number": "4242 4242 4242 4242", "expiry": "12/39", "cvc": "123", "holder": "Sam", "notices": "now"}


@pytest.fixture
def page(world):
    """The address of a hosted page."""
    return order(world, "payer", {make_invoice(world.account, "F-1"): 5000}).hosted_url


def test_it_shows_the_amount_and_the_merchants_words(page):
    shown = Client().get(page).content.decode()
    assert "€50.00" in shown
    assert "Northwind Traders · F-1" in shown


def test_a_card_picked_from_the_list_is_filled_in_without_a_script(page):
    assert 'value="4000 0000 0000 9995"' in Client().get(page, {"card": "4000000000009995"}).content.decode()


@pytest.mark.parametrize(
    ("field", "value"), [("number", "4111111111111111"), ("number", "x"), ("expiry", "13/39"), ("expiry", "soon")]
)
def test_what_is_no_test_card_is_refused_beside_its_field(page, field, value):
    answer = Client().post(page, TYPED | {field: value})
    assert answer.status_code == 422
    assert f'id="id_{field}-wrong"' in answer.content.decode()
    assert Charge.objects.get().status == "open"


def test_a_card_past_its_date_is_declined(page):
    Client().post(page, TYPED | {"expiry": "01/20"})
    assert Charge.objects.get().decline_code == "expired_card"


def test_it_can_be_used_once(page):
    Client().post(page, TYPED)
    assert "This page is finished" in Client().post(page, TYPED).content.decode()
    assert OutgoingNotice.objects.count() == 1


def test_the_browser_waits_until_the_merchant_was_told_first(page):
    browser = Client()
    waiting = browser.post(page, TYPED | {"notices": "before"}).url
    assert browser.get(waiting)["Refresh"].startswith("1; url=")
    OutgoingNotice.objects.update(sent_at=OutgoingNotice.objects.get().due_at)
    assert browser.get(waiting).status_code == 302


def test_it_is_there_only_while_the_sandbox_is_the_gateway(page, settings):
    settings.PAYMENT_GATEWAY = "another"
    assert Client().get(page).status_code == 404


def test_looking_at_a_page_whose_time_is_over_writes_nothing(page):
    with clock.at(clock.now() + timedelta(minutes=61)):
        assert "This page is finished" in Client().get(page).content.decode()
    assert Charge.objects.get().status == "open"
