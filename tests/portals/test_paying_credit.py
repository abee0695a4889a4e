"""Credit on the pay page: offered, asked about once more, used; with errors beside what was ticked."""

import pytest

from bursar.core import clock
from bursar.invoices.steps import post_payment
from bursar.payments.models import Payment
from tests.invoices.making import make_credit_note, make_invoice
from tests.payments.paying import outstanding
from tests.portals.test_paying import body, url

TICKED = {"use_credit": "on", "credit_offered": "5000"}


@pytest.fixture
def invoice(world):
    """One to be paid, by an account with credit of 50 euros."""
    paid = make_invoice(world.account, "F-0", 5000)
    post_payment(paid, 1, 5000, clock.now())
    make_credit_note(paid, "C-0", 5000)
    return make_invoice(world.account, "F-1", 12000)


def test_credit_is_offered_and_the_total_says_what_is_charged(world, signed_in, invoice):
    page = signed_in("payer", entered="billing").get(url(world, "billing:invoice-pay"), {"invoice": invoice.uid})
    assert "Use your credit of €50.00" in page.content.decode()
    assert "€50.00 from your credit, €70.00 to be charged" in page.content.decode()


def test_with_credit_the_provider_charges_the_rest(world, signed_in, invoice):
    browser = signed_in("payer", entered="billing")
    at_hosted = browser.post(url(world, "billing:invoice-pay"), body(invoice) | TICKED).url
    assert "€70.00" in browser.get(at_hosted).content.decode()


def test_all_from_credit_is_asked_once_more_and_then_paid(world, signed_in, invoice):
    browser, sent = signed_in("payer", entered="billing"), body(invoice, F1="30.00") | TICKED
    asked = browser.post(url(world, "billing:invoice-pay"), sent).content.decode()
    assert "Nothing is charged" in asked
    assert outstanding(invoice) == 12000
    done = browser.post(url(world, "billing:invoice-pay"), sent | {"confirmed": "yes"})
    assert "€30.00 of it came from your credit" in browser.get(done.url).content.decode()
    assert outstanding(invoice) == 9000


def test_credit_that_is_gone_meanwhile_is_told_beside_the_tick(world, signed_in, invoice):
    browser = signed_in("payer", entered="billing")
    sent = body(invoice) | {"use_credit": "on", "credit_offered": "6000"}
    page = browser.post(url(world, "billing:invoice-pay"), sent)
    assert page.status_code == 422
    assert "At most €50.00 of your credit can be used now" in page.content.decode()
    assert not Payment.objects.exists()
