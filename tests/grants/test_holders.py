"""Who may, page by page: exactly those whom the decision allows, and nobody else's people."""

from datetime import datetime, timedelta

import pytest

from bursar.access.permissions import BILLING, Level, PbxPermission, Permission
from bursar.access.policy import decide, who
from bursar.access.resources import Resource
from bursar.accounts.models import GroupMembership, PortalKind
from bursar.core import clock
from bursar.core.windows import Place
from bursar.grants import queries, steps
from bursar.grants.models import Grant
from bursar.grants.queries import Holding, every_holder, holders
from tests.personas import BY, MAKERS, World, pbx_holder

PAY = (Permission.INVOICE_PAY,)
PAYS = (PbxPermission.VIEW_INVOICES, PbxPermission.PAY_INVOICES)


@pytest.fixture
def everybody(world: World, other_world: World) -> World:
    """One of each persona, in two accounts."""
    for persona in MAKERS:
        world.person(persona)
    other_world.people |= {"other": pbx_holder(other_world, "other", *PbxPermission)}
    return world


def ids(found) -> list[int]:
    return sorted(holder.who.id for holder in found)


@pytest.mark.parametrize("right", BILLING)
def test_the_holders_are_those_whom_the_decision_allows(everybody, right):
    account = everybody.account
    known = queries.facts(account_ids=[account.pk])
    assert ids(every_holder(account, Holding((right,)))) == list(who(known, right, account.pk, clock.now()))


@pytest.mark.parametrize("right", BILLING)
def test_the_same_where_the_portal_goes_by_role(everybody, right):
    account = everybody.account
    PortalKind.objects.create(account=account, kind="by_role", started_at=account.created_at)
    known = queries.facts(account_ids=[account.pk])
    assert ids(every_holder(account, Holding((right,)))) == list(who(known, right, account.pk, clock.now()))


def test_each_way_is_there_with_the_rights_that_it_gives(everybody):
    account, person = everybody.account, everybody.person("pbx_payer")
    steps.give_level(BY, account, person, Level.VIEWER, how=Grant.How.INVITATION)
    [held] = [each for each in every_holder(account, Holding(BILLING)) if each.who.id == person.pk]
    known = queries.facts(account_ids=[account.pk], person_ids=[person.pk])
    views = decide(known, person.pk, Permission.INVOICE_VIEW, Resource.of(account.pk), clock.now()).chains
    assert len(views) == len(held.ways) == 3
    assert {way.chain.way for way in held.ways} == {chain.way for chain in views}


def test_as_of_an_instant_those_of_then(everybody, monkeypatch):
    account, payer = everybody.account, everybody.person("payer")
    moment = clock.now()
    later: datetime = moment + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    steps.close(BY, Grant.objects.get(person=payer))
    GroupMembership.objects.filter(person=everybody.person("pbx_payer")).update(ended_at=later)
    then, now = (set(ids(every_holder(account, Holding(PAY, at)))) for at in (moment, None))
    assert then - now == {payer.pk, everybody.person("pbx_payer").pk}


def test_pages_neither_drop_nor_repeat(world):
    everyone = [pbx_holder(world, f"p{n}", *PAYS).pk for n in range(120)]
    seen, place = [], Place()
    for _page in range(9):
        window = holders(world.account, Holding(PAY), place)
        seen += window.rows
        if not window.after:
            break
        place = Place(window.after)
    assert sorted(each.who.id for each in seen) == sorted(everyone)
    back = holders(world.account, Holding(PAY), Place(seen[100].uid, is_back=True))
    assert [each.uid for each in back.rows] == [each.uid for each in seen[50:100]]


def test_a_name_is_found_by_the_beginnings_of_its_words(everybody):
    found = every_holder(everybody.account, Holding(PAY, text="pay exam"))
    assert [each.who.first_name for each in found] == ["Payer", "Pbx_Payer"]
    assert ids(every_holder(everybody.account, Holding(PAY, members_only=True))) == sorted(
        everybody.person(persona).pk for persona in ("founder", "pbx_payer")
    )


def test_a_window_shows_them_by_name_whichever_way_it_is_reached(everybody):
    rows = holders(everybody.account, Holding(PAY), Place()).rows
    every = [each.uid for each in every_holder(everybody.account, Holding(PAY))]
    assert [each.uid for each in rows] == every
    before = holders(everybody.account, Holding(PAY), Place(every[2], is_back=True)).rows
    assert [each.uid for each in before] == every[:2]
