"""Billing details, recipients and activity in the browser."""

import re

import pytest

from bursar.billing import commands
from bursar.billing.models import Recipient
from bursar.billing.queries import billing_details
from bursar.core.errors import Forbidden
from tests.personas import World


@pytest.fixture
def page(world: World):
    """An address in the billing portal."""
    return lambda path="": f"/billing/{world.account.number}/{path}"


@pytest.fixture
def full(signed_in):
    """The browser of a Full administrator who has entered."""
    return signed_in("full", entered="billing")


def seen_on(browser, there: str) -> str:
    """The revision that the form at this address carries."""
    return re.search(r'name="seen" value="([0-9a-f]*)"', browser.get(there).content.decode()).group(1)


def test_the_details_are_saved(world: World, full, page):
    sent = {
        "company": "Northwind",
        "country": "GB",
        "vat_number": "GB 365 4626 36",
        "seen": seen_on(full, page("details/")),
    }
    assert full.post(page("details/"), sent).status_code == 302
    assert billing_details(world.account).vat_number == "GB365462636"


def test_a_malformed_vat_number_is_told_beside_its_field(full, page):
    sent = {"company": "Northwind", "country": "GB", "vat_number": "GB1", "seen": seen_on(full, page("details/"))}
    answer = full.post(page("details/"), sent)
    assert answer.status_code == 422
    assert 'id="id_vat_number-errors"' in answer.content.decode()


def test_two_browsers_saving_the_details_the_second_is_told(world: World, full, page):
    sent = {"company": "First", "seen": seen_on(full, page("details/"))}
    full.post(page("details/"), sent)
    answer = full.post(page("details/"), {**sent, "company": "Second"})
    assert answer.status_code == 409
    assert billing_details(world.account).company == "First"


def test_the_page_says_that_a_recipient_holds_no_right(full, page):
    assert "A recipient holds no right" in full.get(page("details/")).content.decode()


def test_a_recipient_is_added_edited_and_removed(full, page):
    full.post(page("details/recipients/add/"), {"email": "Bills@Example.com", "language": "en", "topics": ["invoices"]})
    row = Recipient.objects.get()
    there = page(f"details/recipients/{row.uid}/edit/")
    sent = {"email": row.email, "language": "fr", "topics": ["receipts"], "seen": seen_on(full, there)}
    assert full.post(there, sent).status_code == 302
    assert full.post(there, {**sent, "topics": ["invoices"]}).status_code == 409
    row.refresh_from_db()
    assert (row.email, row.language, row.wants_invoices) == ("bills@example.com", "fr", False)
    full.post(page(f"details/recipients/{row.uid}/remove/"))
    assert full.get(there).status_code == 404


def test_the_activity_shows_changes_and_refused_attempts(world: World, full, page):
    full.post(page("details/recipients/add/"), {"email": "a@example.com", "language": "en", "topics": ["invoices"]})
    with pytest.raises(Forbidden):
        commands.add_recipient(
            world.actor("viewer"),
            account=world.account,
            email="b@example.com",
            language="en",
            wants_invoices=True,
            wants_receipts=False,
        )
    text = full.get(page("activity/")).content.decode()
    assert "Recipient added" in text
    assert "a@example.com" in text
    assert "Refused" in text


def test_the_activity_takes_the_same_number_of_queries_however_long(full, page, django_assert_num_queries):
    for number in range(20):
        sent = {"email": f"a{number}@example.com", "language": "en", "topics": ["invoices"]}
        full.post(page("details/recipients/add/"), sent)
    with django_assert_num_queries(10):
        full.get(page("activity/"))


def test_the_activity_calls_an_end_date_by_its_last_day(world: World, full, page):
    sent = {"first_name": "Henry", "last_name": "Boyd", "email": "henry@example.com", "language": "en"}
    full.post(page("administrators/add/"), {**sent, "level": "viewer", "ends_on": "2099-12-31"})
    text = full.get(page("activity/")).content.decode()
    assert "31 Dec 2099" in text
    assert "henry@example.com" in text
