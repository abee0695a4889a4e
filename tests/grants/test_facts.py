"""Turning rows into facts."""

from dataclasses import fields

from bursar.access.facts import Facts
from bursar.access.permissions import Level, PbxPermission, Permission
from bursar.accounts.models import Person
from bursar.grants import queries, steps
from bursar.grants.models import Grant
from tests.personas import BY, World, make_account, make_group


def test_the_facts_of_an_account_hold_everybodys_grants(world: World):
    people = {world.person("payer").pk, world.person("pbx_super").pk}
    world.person("pbx_payer")
    found = queries.facts(account_ids=[world.account.pk]).grants
    assert {g.person for g in found} == people | {None}


def test_the_facts_of_a_person_hold_their_own_grants_and_no_others(world: World):
    world.person("payer"), world.person("pbx_payer")
    found = queries.facts(account_ids=[world.account.pk], person_ids=[world.person("pbx_super").pk]).grants
    assert {g.person for g in found} == {world.person("pbx_super").pk}


def test_they_hold_those_of_the_groups_above_and_not_of_the_others(world: World):
    nested, other = world.person("pbx_payer"), make_group(world.account, "Elsewhere")
    steps.give_pbx(BY, world.account, PbxPermission.VIEW_REPORTS, group=other)
    known = queries.facts(account_ids=[world.account.pk], person_ids=[nested.pk])
    assert {(g.group is None, g.name) for g in known.grants} == {(False, "view_invoices"), (False, "pay_invoices")}
    assert [(n.parent_name) for n in known.nestings] == ["Direction"]


def test_they_are_read_by_one_query(world: World, django_assert_num_queries):
    actor = world.actor("pbx_payer")
    with django_assert_num_queries(1):
        queries.access(actor, world.account.number)


def test_a_custom_role_and_the_accounts_are_read_with_them(world: World, django_assert_num_queries):
    person = world.person("custom_role")
    with django_assert_num_queries(1):
        mine = queries.holdings(person.pk)
    assert [(account.pk, account.name) for account in mine.accounts] == [(world.account.pk, world.account.name)]
    assert Permission.MEMBER_VIEW in mine.held(mine.accounts[0])


def test_of_pairs_they_are_those_of_each_pair_and_no_others(world: World, django_assert_num_queries):
    elsewhere = World(make_account("Elsewhere"), {})
    people = [world.person(each).pk for each in ("payer", "pbx_payer", "custom_role", "suspended")]
    for pk in people:
        steps.give_level(BY, elsewhere.account, Person.objects.get(pk=pk), Level.VIEWER, how=Grant.How.EDIT)
    here, there = world.account.pk, elsewhere.account.pk
    pairs = [(people[0], here), (people[1], here), (people[1], there), (people[2], here), (people[3], there)]
    with django_assert_num_queries(1):
        together = queries.facts_of_pairs([*pairs, pairs[0]])
    each = [queries.facts(person_ids=[person], account_ids=[account]) for person, account in pairs]
    for kind in fields(Facts):
        assert getattr(together, kind.name) == frozenset().union(*(getattr(one, kind.name) for one in each)), kind.name
    assert {(g.person, g.account) for g in together.grants if g.person} == {pairs[0], pairs[2], pairs[4]}


def test_no_persons_are_no_facts(world: World):
    world.person("payer")
    assert not queries.facts(account_ids=[world.account.pk], person_ids=[]).grants
