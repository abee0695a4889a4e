"""Billing details by the API: who reads and changes them, and that no change is lost."""

import pytest
from django.test import Client

from bursar.accounts.steps import operator_named
from bursar.billing.queries import billing_details
from bursar.lifecycle.commands.tokens import make_installation_token
from tests.personas import World

THERE = "billing/details"


def vendors(world: World, number: str = "", scope: str = "billing_details:read", *, only: bool = False):
    """What a program of the vendor is answered."""
    made = make_installation_token(
        operator_named("Ada"), name="ERP", scopes=[scope], days=1, account=world.account if only else None
    )
    address = f"/api/v1/accounts/{number or world.account.number}/{THERE}"
    return Client().get(address, headers={"Authorization": f"Bearer {made.secret}"})


def test_they_are_read_changed_and_put_back(program, world):
    caller = program("full")
    read, seen = caller.get(THERE), caller.tag(THERE)
    wanted = {
        **read,
        "company": "Globex",
        "country": "FR",
        "vat_number": "fr 83 404 833 048",
        "delivery_address": "Quai 4",
    }
    answer = caller.call("PUT", THERE, wanted, If_Match=seen)
    assert (answer.status_code, answer.json()) == (200, {**wanted, "vat_number": "FR83404833048"})
    assert answer["ETag"] == caller.tag(THERE) != seen
    assert billing_details(world.account).delivery_address == "Quai 4"


def test_a_change_that_saw_less_is_refused(program):
    caller = program("full")
    read, seen = caller.get(THERE), caller.tag(THERE)
    assert caller.call("PUT", THERE, {**read, "company": "First"}, If_Match=seen).status_code == 200
    assert caller.call("PUT", THERE, {**read, "company": "Second"}, If_Match=seen).status_code == 412
    assert caller.call("PUT", THERE, {**read, "company": "Third"}).status_code == 428
    assert caller.get(THERE)["company"] == "First"


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("country", "France"),
        ("country", "ZZ"),
        ("company", "Globex\nBcc: x"),
        ("city", "x" * 81),
        ("vat_number", "FR1"),
        ("address_lines", "a\0b"),
        ("invoice_language", "de"),
    ],
)
def test_what_the_page_refuses_is_refused_at_its_member(program, member, value):
    caller = program("full")
    sent = {**caller.get(THERE), "company": "Globex", member: value}
    answer = caller.call("PUT", THERE, sent, If_Match=caller.tag(THERE))
    assert (answer.status_code, [error["field"] for error in answer.json()["errors"]]) == (422, [member])


@pytest.mark.parametrize("persona", ["payer", "viewer", "super_admin"])
def test_nobody_changes_them_without_the_right(program, persona):
    sent = program("full").get(THERE)
    assert program(persona).call("PUT", THERE, sent, If_Match="*").status_code == 403


def test_the_vendors_programs_read_them_by_a_token_for_that(world, other_world):
    assert vendors(world).json()["company"] == billing_details(world.account).company
    assert vendors(world, only=True).status_code == 200
    assert vendors(world, other_world.account.number).status_code == 200
    assert vendors(world, other_world.account.number, only=True).status_code == 404
    assert vendors(world, "C-0000-0000").status_code == 404
    assert vendors(world, scope="invoice:take_in").status_code == 403
