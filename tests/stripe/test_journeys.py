"""The server half of the paying journeys through Stripe: pages of Bursar on one side, localstripe on the other.

Stripe's own pages (Checkout), which localstripe lacks, are played by our stand-in: what is typed there is paid at
localstripe.
"""

import pytest
from django.urls import reverse

from bursar.payments.models import MethodSetup, Payment, PaymentMethod
from bursar.payments.queries import under_way
from tests.invoices.making import make_invoice
from tests.payments.paying import fresh, outstanding
from tests.stripe.checkout import AUTHENTICATES, BAD_IBAN, DECLINED, IBAN


@pytest.fixture
def invoice(world):
    return make_invoice(world.account, "F-1", 12000)


@pytest.fixture
def browser(signed_in, at_stripe):
    return signed_in("full", entered="billing")


def url(world, name, **kwargs):
    return reverse(f"billing:{name}", kwargs={"number": world.account.number, **kwargs})


def add_method(world, browser, at_stripe, **typed):
    """Add a method from the page of methods, at Stripe's page, and come back."""
    at_stripe.checkout.add(browser.post(url(world, "method-add")).url, **typed)
    setup = MethodSetup.objects.get(finished_at=None)
    browser.post(url(world, "method-check", uid=setup.uid))
    said = browser.get(url(world, "method-return", uid=setup.uid)).content.decode()
    return PaymentMethod.objects.latest("pk"), said


def pay(world, browser, *invoices, method=None, **amounts):
    """Send the pay page, and the question after it where there is one."""
    typed = {f"amount_{i.uid}": amounts.get(i.number.replace("-", ""), "120.00") for i in invoices}
    sent = {"invoice": [i.uid for i in invoices], "method": method.uid if method else "one_off", "key": "k", **typed}
    answer = browser.post(url(world, "invoice-pay"), sent)
    return browser.post(url(world, "invoice-pay"), sent | {"confirmed": "yes"}) if method else answer


def settled(world, browser, payment):
    """The page that one comes back to, after Stripe was asked."""
    browser.post(url(world, "payment-check", uid=payment.uid))
    return browser.get(url(world, "payment-return", uid=payment.uid)).content.decode()


def test_a_card_is_added_at_stripes_page_and_two_invoices_are_paid_with_it_at_once(world, browser, at_stripe, invoice):
    second = make_invoice(world.account, "F-2", 3000)
    card, said = add_method(world, browser, at_stripe)
    assert "Visa ending in 4242" in said
    answer = pay(world, browser, invoice, second, method=card, F2="30.00")
    assert "Thank you" in browser.get(answer.url).content.decode()
    assert (outstanding(invoice), outstanding(second)) == (0, 0)
    (made,) = at_stripe.made("/v1/payment_intents")
    assert (made["amount"], made["currency"]) == ("15000", "eur")
    assert "F-1, F-2" in made["description"]


def test_a_part_is_paid_at_stripes_page_and_the_receipt_is_there(world, browser, at_stripe, invoice):
    hosted = pay(world, browser, invoice, F1="50.00").url
    assert hosted.startswith("https://checkout.stripe.com/")
    payment = Payment.objects.get()
    assert "Waiting for the payment provider" in settled(world, browser, payment)
    at_stripe.checkout.pay(hosted)
    assert "Thank you" in settled(world, browser, payment)
    assert outstanding(invoice) == 7000
    receipt = browser.get(url(world, "receipt-pdf", uid=payment.uid))
    assert b"".join(receipt).startswith(b"%PDF")


def test_a_declined_card_is_told_in_plain_words_and_another_one_pays(world, browser, at_stripe, invoice):
    card, _said = add_method(world, browser, at_stripe, card=DECLINED)
    answer = pay(world, browser, invoice, method=card)
    assert "The bank refuses this card and gives no reason." in browser.get(answer.url).content.decode()
    assert outstanding(invoice) == 12000


def test_a_card_whose_bank_wants_its_owner_says_what_to_do(world, browser, at_stripe, invoice):
    card, _said = add_method(world, browser, at_stripe, card=AUTHENTICATES)
    page = browser.get(pay(world, browser, invoice, method=card).url).content.decode()
    assert "The bank wants its card’s owner to confirm this payment." in page


def test_a_direct_debit_is_shown_with_its_mandate_and_waits_for_the_bank(
    world, browser, at_stripe, invoice, eventually
):
    debit, said = add_method(world, browser, at_stripe, iban=BAD_IBAN)
    assert "SEPA direct debit from the account ending in 3001" in said
    assert "By the mandate given at the payment provider." in browser.get(url(world, "method-list")).content.decode()
    asked = browser.post(
        url(world, "invoice-pay"),
        {"invoice": invoice.uid, "method": debit.uid, "key": "q", f"amount_{invoice.uid}": "120"},
    )
    assert "14 at most; the invoices wait for it" in asked.content.decode()
    page = browser.get(pay(world, browser, invoice, method=debit).url).content.decode()
    assert "The direct debit is on its way." in page
    payment = Payment.objects.get()
    eventually(lambda: "was not charged" in settled(world, browser, payment))
    assert outstanding(invoice) == 12000


def test_a_direct_debit_that_the_bank_honours_pays(world, browser, at_stripe, invoice, eventually):
    debit, _said = add_method(world, browser, at_stripe, iban=IBAN)
    pay(world, browser, invoice, method=debit)
    eventually(lambda: "Thank you" in settled(world, browser, Payment.objects.get()))
    assert outstanding(invoice) == 0


def test_what_stripe_does_not_take_at_all_is_declined_with_the_reason(world, browser, at_stripe, invoice):
    answer = pay(world, browser, invoice, F1="0.30")
    assert "This cannot be paid in this way" in browser.get(answer.url).content.decode()
    assert outstanding(invoice) == 12000


def test_a_removed_method_is_forgotten_by_stripe_too(world, browser, at_stripe):
    card, _said = add_method(world, browser, at_stripe)
    browser.post(url(world, "method-remove", uid=card.uid))
    assert [path for _m, path, *_ in at_stripe.sent if path.endswith("/detach")]


def test_while_stripe_cannot_be_reached_nothing_is_said_to_have_happened(world, browser, at_stripe, invoice):
    card, _said = add_method(world, browser, at_stripe)
    at_stripe.is_down = True
    page = browser.get(pay(world, browser, invoice, method=card).url).content.decode()
    assert "no answer yet" in page
    at_stripe.is_down = False
    assert fresh(Payment.objects.get()).state == "unknown"
    at_stripe.is_down = True
    browser.post(url(world, "method-add"))
    assert "cannot be reached" in browser.get(url(world, "method-list")).content.decode()


def test_a_monitor_is_not_alarmed_by_a_direct_debit_that_takes_days(world, browser, at_stripe, invoice):
    debit, _said = add_method(world, browser, at_stripe, iban=BAD_IBAN)
    pay(world, browser, invoice, method=debit)
    assert under_way() == {"pending": 0, "unknown": 0, "debit": 1}
