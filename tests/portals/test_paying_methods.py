"""Payment methods in the billing portal, added at the provider's page."""

import pytest
from django.urls import reverse

from bursar.payments.models import MethodSetup, PaymentMethod
from tests.payments.paying import kept_card


def url(world, name, **kwargs):
    return reverse(f"billing:{name}", kwargs={"number": world.account.number, **kwargs})


@pytest.fixture
def browser(signed_in):
    return signed_in("full", entered="billing")


def test_a_card_is_added_at_the_providers_page(world, browser):
    hosted = browser.post(url(world, "method-add")).url
    typed = {"number": "5555555555554444", "expiry": "09/31", "cvc": "1", "holder": "S", "notices": "never"}
    back = browser.post(hosted, typed).url
    browser.post(url(world, "method-check", uid=MethodSetup.objects.get().uid))
    assert "Mastercard ending in 4444" in browser.get(back).content.decode()
    assert PaymentMethod.objects.get().expires_on.isoformat() == "2031-09-30"


def test_turning_back_adds_nothing_and_says_so(world, browser):
    hosted = browser.post(url(world, "method-add")).url
    back = browser.post(hosted, {"cancel": "yes"}).url
    browser.post(url(world, "method-check", uid=MethodSetup.objects.get().uid))
    assert "No payment method was added" in browser.get(back).content.decode()


def test_a_card_that_expires_soon_is_marked(world, browser):
    card = kept_card(world)
    page = browser.get(url(world, "method-list")).content.decode()
    assert "Expires soon" not in page
    PaymentMethod.objects.filter(pk=card.pk).update(expires_on=card.added_at.date())
    assert "Expires soon" in browser.get(url(world, "method-list")).content.decode()


def test_a_method_is_removed_after_asking(world, browser):
    card = kept_card(world)
    assert "Remove this payment method?" in browser.get(url(world, "method-remove", uid=card.uid)).content.decode()
    browser.post(url(world, "method-remove", uid=card.uid))
    assert "No payment method yet" in browser.get(url(world, "method-list")).content.decode()


def test_another_method_is_made_the_default(world, browser):
    kept_card(world)
    second = kept_card(world)
    browser.post(url(world, "method-default", uid=second.uid))
    second.refresh_from_db()
    assert second.is_default


def test_the_methods_of_another_account_do_not_exist(world, other_world, browser):
    card = kept_card(other_world, persona="founder")
    assert browser.get(url(world, "method-remove", uid=card.uid)).status_code == 404
    assert browser.post(url(world, "method-default", uid=card.uid)).status_code == 404


def test_there_are_no_methods_behind_the_door_of_the_pbx(world, signed_in):
    assert signed_in("pbx_payer", entered="pbx").get(f"/pbx/{world.account.number}/methods/").status_code == 404
