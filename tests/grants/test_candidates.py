"""Who could hold a right, before anything is decided: not too many, and nobody left out."""

from datetime import timedelta

import pytest

from bursar.access.permissions import Permission
from bursar.core import clock
from bursar.grants import steps
from bursar.grants.models import Grant
from bursar.grants.queries.candidates import Candidate, candidates
from tests.personas import BY, MAKERS, World

P = Permission
SUPER = {"founder", "super_admin"}  # by their role, where the portal goes by role


@pytest.mark.parametrize(
    ("right", "who"),
    [
        (P.PAYMENT_METHOD_MANAGE, SUPER | {"full"}),
        (P.INVOICE_PAY, SUPER | {"full", "payer", "pbx_payer", "custom_role"}),
        (P.INVOICE_VIEW, SUPER | {"full", "payer", "viewer", "pbx_payer", "pbx_viewer", "custom_role"}),
        (P.PBX_PERMISSION_MANAGE, SUPER | {"pbx_super"}),
        (P.MEMBER_VIEW, SUPER | {"admin", "suspended", "custom_role"}),
        (P.ADMIN_MANAGE, SUPER),
        (P.PBX_CONFIGURE, set()),
    ],
)
def test_those_to_whom_a_fact_leads_that_contains_it(world: World, right, who):
    for persona in MAKERS:
        world.person(persona)
    assert {each.id for each in candidates(world.account.pk, [right])} == {world.person(name).pk for name in who}


def test_of_an_instant_before_anybody_was_there_nobody(world):
    world.person("full")
    assert candidates(world.account.pk, [P.INVOICE_PAY], clock.now() - timedelta(days=1)) == []
    assert [each.id for each in candidates(world.account.pk, [P.INVOICE_PAY], clock.now())] == [world.person("full").pk]


def somebody(first: str = "", last: str = "", key: str = "") -> Candidate:
    return Candidate(1, "uid", first, last, "zoe@example.com", key)


def test_who_has_no_name_goes_by_the_address():
    assert (somebody().name, somebody().initials) == ("zoe@example.com", "Z")
    assert (somebody("Léa", "Martin").name, somebody("léa", "Martin").initials) == ("Léa Martin", "LM")
    assert (somebody("Léa").name, somebody("Léa").initials) == ("Léa", "L")


def test_a_member_goes_where_lists_of_members_have_them():
    assert somebody("Léa", "Martin", "martin léa").key == ("martin léa", 1)
    assert somebody("Léa", "Martin").key[0]
    assert (somebody(key="x").is_member, somebody().is_member) == (True, False)


@pytest.mark.parametrize(
    ("typed", "fits"), [(["lea"], True), (["mar", "lea"], True), (["artin"], False), (["lea", "x"], False), ([], True)]
)
def test_who_is_looked_for_by_the_beginnings_of_words(typed, fits):
    assert somebody("Léa", "Martin").fits(typed) is fits


def test_whose_grant_has_ended_is_none_and_was_one(world):
    full, given = world.person("full"), clock.now()
    taken = given + timedelta(days=1)
    steps.close(BY, Grant.objects.get(person=full), at=taken)
    assert candidates(world.account.pk, [P.INVOICE_PAY]) == candidates(world.account.pk, [P.INVOICE_PAY], taken) == []
    assert [each.id for each in candidates(world.account.pk, [P.INVOICE_PAY], given)] == [full.pk]
