"""Turning rows into facts."""

from bursar.grants import queries
from tests.personas import World


def test_the_facts_of_an_account_hold_everybodys_grants(world: World):
    people = {world.person("payer").pk, world.person("pbx_super").pk}
    world.person("pbx_payer")
    found = queries.facts(account_ids=[world.account.pk]).grants
    assert {g.person for g in found} == people | {None}


def test_the_facts_of_a_person_hold_their_own_grants_and_those_of_groups(world: World):
    world.person("payer"), world.person("pbx_payer")
    found = queries.facts(account_ids=[world.account.pk], person_ids=[world.person("pbx_super").pk]).grants
    assert {g.person for g in found} == {world.person("pbx_super").pk, None}
