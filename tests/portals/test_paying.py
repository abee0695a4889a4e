"""Paying in the browser: rule 8 (behind the PBX's door), rule 9 and rule 12, once, and only for those who may."""

import pytest
from django.urls import reverse

from bursar.access.permissions import PbxPermission
from bursar.grants import steps as grants
from bursar.grants.models import Grant
from bursar.payments.models import Payment
from tests.invoices.making import make_invoice
from tests.payments.paying import NO_MONEY, at_provider, fresh, kept_card, order, outstanding
from tests.personas import BY

TYPED = {"number": "4242424242424242", "expiry": "12/39", "cvc": "123", "holder": "Sam", "notices": "now"}


@pytest.fixture
def invoice(world):
    return make_invoice(world.account, "F-1", 12000)


def url(world, name, **kwargs):
    return reverse(name, kwargs={"number": world.account.number, **kwargs})


def body(*invoices, method="one_off", key="once", **amounts):
    typed = {f"amount_{i.uid}": amounts.get(i.number.replace("-", ""), "120.00") for i in invoices}
    return {"invoice": [i.uid for i in invoices], "method": method, "key": key, **typed}


def test_an_invoice_is_paid_at_the_provider_and_the_return_page_says_thank_you(world, signed_in, invoice):
    browser = signed_in("payer", entered="billing")
    page = browser.get(url(world, "billing:invoice-pay"), {"invoice": invoice.uid}).content.decode()
    assert "€120.00" in page
    at_hosted = browser.post(url(world, "billing:invoice-pay"), body(invoice)).url
    back = browser.post(at_hosted, TYPED | {"notices": "late"})
    uid = Payment.objects.get().uid
    assert back.url.endswith(url(world, "billing:payment-return", uid=uid))
    assert "Waiting for the payment provider" in browser.get(back.url).content.decode()
    browser.post(url(world, "billing:payment-check", uid=uid))
    assert "Thank you" in browser.get(back.url).content.decode()
    assert outstanding(invoice) == 0


def test_looking_at_the_return_page_changes_nothing(world, signed_in, invoice):
    ordered = order(world, "payer", {invoice: 12000})
    at_provider(ordered, notices="never")
    signed_in("payer", entered="billing").get(url(world, "billing:payment-return", uid=ordered.payment.uid))
    assert fresh(ordered.payment).state == "pending"


def test_a_kept_method_is_charged_only_after_asking_once_more(world, signed_in, invoice):
    browser, card = signed_in("payer", entered="billing"), kept_card(world)
    asked = browser.post(url(world, "billing:invoice-pay"), body(invoice, method=card.uid))
    assert "Pay €120.00?" in asked.content.decode()
    assert outstanding(invoice) == 12000
    done = browser.post(url(world, "billing:invoice-pay"), body(invoice, method=card.uid) | {"confirmed": "yes"})
    assert "Thank you" in browser.get(done.url).content.decode()


def test_a_double_click_charges_once_and_leads_to_the_same_page(world, signed_in, invoice):
    browser, card = signed_in("payer", entered="billing"), kept_card(world)
    sent = body(invoice, method=card.uid) | {"confirmed": "yes"}
    first, second = (browser.post(url(world, "billing:invoice-pay"), sent) for _ in range(2))
    assert first.url == second.url
    assert Payment.objects.count() == 1


def test_the_same_key_with_another_amount_is_refused_with_422(world, signed_in, invoice):
    browser = signed_in("payer", entered="billing")
    browser.post(url(world, "billing:invoice-pay"), body(invoice, F1="50"))
    answer = browser.post(url(world, "billing:invoice-pay"), body(invoice, F1="60"))
    assert answer.status_code == 422
    assert Payment.objects.count() == 1


def test_a_part_of_each_of_several_invoices_is_paid(world, signed_in, invoice):
    second = make_invoice(world.account, "F-2", 3000)
    signed_in("payer", entered="billing").post(
        url(world, "billing:invoice-pay"), body(invoice, second, F1="100.50", F2="7.25")
    )
    assert Payment.objects.get().amount_minor == 10775


@pytest.mark.parametrize("typed", ["120.01", "0", "-1", "12.345", "abc", ""])
def test_an_amount_that_cannot_be_paid_is_shown_beside_its_field(world, signed_in, invoice, typed):
    answer = signed_in("payer", entered="billing").post(url(world, "billing:invoice-pay"), body(invoice, F1=typed))
    assert answer.status_code == 422
    assert f'id="id_amount_{invoice.uid}-errors"' in answer.content.decode()
    assert not Payment.objects.exists()


def test_what_cannot_be_paid_is_refused_before_asking_to_confirm_it(world, signed_in, invoice):
    browser, card = signed_in("payer", entered="billing"), kept_card(world)
    answer = browser.post(url(world, "billing:invoice-pay"), body(invoice, method=card.uid, F1="120.01"))
    assert answer.status_code == 422
    assert "At most €120.00" in answer.content.decode()


def test_amounts_are_read_as_the_payer_writes_them(world, signed_in, invoice):
    payer = world.person("payer")
    payer.language = "fr"
    payer.save()
    signed_in("payer", entered="billing").post(url(world, "billing:invoice-pay"), body(invoice, F1="99,90 €"))
    assert Payment.objects.get().amount_minor == 9990


def test_invoices_in_two_currencies_are_paid_one_currency_at_a_time(world, signed_in, invoice):
    pounds = make_invoice(world.account, "F-2", currency="GBP")
    page = signed_in("payer", entered="billing").get(
        url(world, "billing:invoice-pay"), {"invoice": [invoice.uid, pounds.uid]}
    )
    assert "One currency at a time" in page.content.decode()


def test_a_pbx_payer_pays_behind_the_door_of_the_pbx(world, signed_in, invoice):
    browser, card = signed_in("pbx_payer", entered="pbx"), kept_card(world)
    done = browser.post(url(world, "pbx:invoice-pay"), body(invoice, method=card.uid) | {"confirmed": "yes"})
    assert done.url == url(world, "pbx:payment-return", uid=Payment.objects.get().uid)
    assert "Thank you" in browser.get(done.url).content.decode()
    assert browser.get(url(world, "billing:payment-list")).status_code == 403


def test_a_card_typed_by_a_pbx_payer_is_kept_by_nobody(world, signed_in, invoice):
    browser = signed_in("pbx_payer", entered="pbx")
    hosted = browser.post(url(world, "pbx:invoice-pay"), body(invoice)).url
    browser.post(hosted, TYPED)
    browser.post(url(world, "pbx:payment-check", uid=Payment.objects.get().uid))
    assert outstanding(invoice) == 0
    assert not world.account.payment_methods.exists()


@pytest.mark.parametrize(("persona", "door"), [("viewer", "billing"), ("pbx_viewer", "pbx")])
@pytest.mark.parametrize("name", ["invoice-pay", "payment-cancel", "payment-resume", "payment-check"])
@pytest.mark.parametrize("verb", ["get", "post"])
def test_who_only_views_is_refused_on_every_page_of_paying(world, signed_in, invoice, persona, door, name, verb):
    uid = order(world, "payer", {invoice: 100}).payment.uid if name != "invoice-pay" else invoice.uid
    answer = getattr(signed_in(persona, entered=door), verb)(url(world, f"{door}:{name}", uid=uid))
    assert answer.status_code == 403


@pytest.mark.parametrize("persona", ["payer", "viewer"])
@pytest.mark.parametrize("name", ["billing:method-list", "billing:method-add"])
def test_methods_are_for_those_who_may_manage_them(world, signed_in, persona, name):
    browser = signed_in(persona, entered="billing")
    assert browser.get(url(world, name)).status_code == 403
    assert browser.post(url(world, name)).status_code == 403


def test_the_payments_and_invoices_of_another_account_do_not_exist(world, other_world, signed_in):
    foreign = make_invoice(other_world.account, "X-1")
    payment = order(other_world, "founder", {foreign: 100}).payment
    browser = signed_in("full", entered="billing")
    for name in ("payment", "payment-return", "receipt-pdf", "payment-cancel"):
        assert browser.get(url(world, f"billing:{name}", uid=payment.uid)).status_code == 404
    assert browser.get(url(world, "billing:invoice-pay", uid=foreign.uid)).status_code == 404
    assert browser.post(url(world, "billing:invoice-pay"), body(foreign)).status_code == 404


def test_a_right_taken_away_while_the_form_is_open_stops_the_payment(world, signed_in, invoice):
    browser = signed_in("payer", entered="billing")
    browser.get(url(world, "billing:invoice-pay"), {"invoice": invoice.uid})
    grants.close(BY, Grant.objects.get(person=world.person("payer")))
    assert browser.post(url(world, "billing:invoice-pay"), body(invoice)).status_code in (403, 404)
    assert not Payment.objects.exists()


def test_a_pbx_payer_who_loses_pay_keeps_the_list_and_loses_the_button(world, signed_in, invoice):
    browser = signed_in("pbx_payer", entered="pbx")
    grants.close(BY, Grant.objects.get(name=PbxPermission.PAY_INVOICES))
    assert browser.get(url(world, "pbx:payment-list")).status_code == 200
    assert browser.post(url(world, "pbx:invoice-pay"), body(invoice)).status_code == 403


def test_a_declined_payment_says_why_and_can_be_tried_again(world, signed_in, invoice):
    payment = order(world, "payer", {invoice: 12000}, method=kept_card(world, NO_MONEY)).payment
    page = (
        signed_in("payer", entered="billing")
        .get(url(world, "billing:payment-return", uid=payment.uid))
        .content.decode()
    )
    assert "not enough money" in page
    assert f"/pay/?invoice={invoice.uid}" in page


def test_a_pending_payment_is_cancelled_after_asking(world, signed_in, invoice):
    payment = order(world, "payer", {invoice: 12000}).payment
    browser = signed_in("payer", entered="billing")
    assert "Cancel this payment?" in browser.get(url(world, "billing:payment-cancel", uid=payment.uid)).content.decode()
    assert fresh(payment).state == "pending"
    browser.post(url(world, "billing:payment-cancel", uid=payment.uid))
    assert fresh(payment).state == "cancelled"


def test_the_receipt_is_a_pdf_once_there_is_one(world, signed_in, invoice):
    browser = signed_in("viewer", entered="billing")
    pending = order(world, "payer", {invoice: 100}).payment
    paid = order(world, "payer", {invoice: 100}, method=kept_card(world)).payment
    assert browser.get(url(world, "billing:receipt-pdf", uid=pending.uid)).status_code == 404
    answer = browser.get(url(world, "billing:receipt-pdf", uid=paid.uid))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_payments_are_found_by_invoice_receipt_and_state(world, signed_in, invoice):
    paid = order(world, "payer", {invoice: 100}, method=kept_card(world)).payment
    order(world, "payer", {make_invoice(world.account, "F-2"): 100})
    browser = signed_in("viewer", entered="billing")
    for query in ({"q": "f-1"}, {"q": paid.receipt_number}, {"state": "succeeded"}):
        page = browser.get(url(world, "billing:payment-list"), query).content.decode()
        assert (paid.receipt_number in page, "F-2" in page) == (True, False)


def test_the_list_of_payments_takes_the_same_queries_however_long_it_is(
    world, signed_in, invoice, django_assert_num_queries
):
    browser, card = signed_in("viewer", entered="billing"), kept_card(world)
    for _ in range(12):
        order(world, "payer", {invoice: 100}, method=card)
    with django_assert_num_queries(7):
        browser.get(url(world, "billing:payment-list"))


def test_the_total_follows_what_is_typed_and_writes_nothing(world, signed_in, invoice):
    browser = signed_in("payer", entered="billing")
    assert "€50.00" in browser.post(url(world, "billing:pay-total"), body(invoice, F1="50")).content.decode()
    assert "–" in browser.post(url(world, "billing:pay-total"), body(invoice, F1="x")).content.decode()
    assert not Payment.objects.exists()
