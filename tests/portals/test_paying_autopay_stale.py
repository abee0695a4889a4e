"""Automatic payment authorised from a page that is out of date: nobody authorises terms that they were not shown."""

import re

import pytest
from django.urls import reverse

from bursar.access.permissions import Level
from bursar.payments.models import Mandate
from tests.invoices.making import make_invoice
from tests.payments.paying import kept_card
from tests.personas import billing_admin

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def address(world):
    return lambda name: reverse(f"billing:{name}", kwargs={"number": world.account.number})


@pytest.fixture
def terms(world):
    make_invoice(world.account, "F-1", 12000, due_in=2)
    return {"method": kept_card(world).uid, "currency": "EUR", "limit": "50.00", "notice_days": "5"}


@pytest.fixture
def one(signed_in):
    return signed_in("full", entered="billing")


@pytest.fixture
def another(world, signed_in):
    world.people["second"] = billing_admin(world, "second", Level.FULL)
    return signed_in("second", entered="billing")


def seen(page) -> str:
    """What the form of a page says that it was drawn from."""
    found = re.search(r'name="seen"(?: value="([^"]*)")?', page.content.decode())
    assert found
    return found[1] or ""


def test_a_form_that_is_out_of_date_changes_nothing(one, another, address, terms):
    stale = seen(one.get(address("autopay")))
    another.post(address("autopay"), {**terms, "seen": seen(another.get(address("autopay")))})
    answer = one.post(address("autopay"), {**terms, "limit": "9000.00", "seen": stale})
    assert answer.status_code == 409
    assert "in the meantime" in answer.content.decode()
    assert Mandate.objects.get().limit_minor == 5000


def test_nor_does_it_bring_back_what_was_removed(one, another, address, terms):
    one.post(address("autopay"), terms)
    stale = seen(one.get(address("autopay")))
    another.post(address("autopay-remove"))
    assert one.post(address("autopay"), {**terms, "limit": "60.00", "seen": stale}).status_code == 409
    assert not Mandate.objects.filter(ended_at=None).exists()


def test_nobody_takes_over_terms_that_they_were_not_shown(one, another, address, terms):
    one.post(address("autopay"), terms)
    one.post(address("autopay-pause"))
    stale = seen(one.get(address("method-list")))
    fresh = seen(another.get(address("autopay")))
    another.post(address("autopay"), {**terms, "limit": "90000.00", "seen": fresh})
    another.post(address("autopay-pause"))
    told = one.post(address("autopay-confirm"), {"seen": stale}, follow=True).content.decode()
    assert "in the meantime" in told
    assert not Mandate.objects.filter(ended_at=None).exists()
    one.post(address("autopay-confirm"), {"seen": seen(one.get(address("method-list")))})
    assert Mandate.objects.get(ended_at=None).limit_minor == 9000000


def test_the_same_form_sent_twice_authorises_once(one, address, terms):
    form = {**terms, "seen": seen(one.get(address("autopay")))}
    assert [one.post(address("autopay"), form).status_code for _time in range(2)] == [302, 302]
    assert Mandate.objects.count() == 1


def test_a_limit_beyond_all_money_is_refused(one, address, terms):
    answer = one.post(address("autopay"), {**terms, "limit": "9" * 30, "seen": ""})
    assert answer.status_code == 422
    assert not Mandate.objects.exists()
