"""Pages that wait for the provider in a browser without scripts: they look again a few times and leave the button."""

import re

import pytest
from django.urls import reverse

from bursar.payments.models import MethodSetup
from tests.invoices.making import make_invoice
from tests.payments.paying import at_provider, order

REFRESH = re.compile(r'<noscript><meta http-equiv="refresh" content="([^"]*)"></noscript>')
THREE_LOOKS = ["1; url=?looked=1", "2; url=?looked=2", "4; url=?looked=3"]


@pytest.fixture
def browser(signed_in):
    return signed_in("full", entered="billing")


@pytest.fixture
def url(world):
    return lambda name, **kwargs: reverse(f"billing:{name}", kwargs={"number": world.account.number, **kwargs})


def refreshes(browser, address):
    """How the page refreshes itself without scripts."""
    return REFRESH.findall(browser.get(address).content.decode())


@pytest.mark.parametrize("looked", ["3", "99", "999", "x", "-1", "¹", ""])
def test_after_three_looks_or_a_made_up_number_of_them_the_page_rests(world, browser, url, looked):
    ordered = order(world, "full", {make_invoice(world.account, "F-1"): 100})
    address = url("payment-return", uid=ordered.payment.uid)
    assert refreshes(browser, f"{address}?looked={looked}") == []
    assert "Check now" in browser.get(address).content.decode()


def test_the_return_page_looks_three_times_as_long_as_the_payment_waits(world, browser, url):
    ordered = order(world, "full", {make_invoice(world.account, "F-1"): 100})
    at_provider(ordered, notices="never")
    address = url("payment-return", uid=ordered.payment.uid)
    assert [refreshes(browser, address + look) for look in ("", "?looked=1", "?looked=2")] == [[x] for x in THREE_LOOKS]
    browser.post(url("payment-check", uid=ordered.payment.uid))
    assert refreshes(browser, address) == []


def test_so_does_the_page_after_adding_a_card(browser, url):
    back = browser.post(browser.post(url("method-add")).url, {"cancel": "yes"}).url
    assert refreshes(browser, back) == THREE_LOOKS[:1]
    browser.post(url("method-check", uid=MethodSetup.objects.get().uid))
    assert refreshes(browser, back) == []
