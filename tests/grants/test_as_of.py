"""The facts as they were: an instant's own rows, nothing of what came after."""

from datetime import datetime, timedelta

import pytest

from bursar.access.permissions import Permission
from bursar.access.policy import decide, held
from bursar.access.resources import Resource
from bursar.accounts.models import GroupMembership, PortalKind
from bursar.core import clock
from bursar.grants import queries, steps
from bursar.grants.models import Grant
from tests.personas import BY, World


@pytest.fixture
def moment(monkeypatch) -> datetime:
    """An instant between what the world is made of and what the test changes."""
    began = clock.now()
    monkeypatch.setattr(clock, "now", lambda: began + timedelta(hours=2))
    return began + timedelta(hours=1)


def rights(world: World, persona: str, at: datetime | None) -> frozenset[Permission]:
    person = world.person(persona).pk
    known = queries.facts(account_ids=[world.account.pk], person_ids=[person], at=at)
    return held(known, person, world.account.pk, at or clock.now())


def test_a_grant_taken_back_still_counts_before_that(world: World, request):
    payer = world.person("payer")
    moment = request.getfixturevalue("moment")
    steps.close(BY, Grant.objects.get(person=payer))
    assert Permission.INVOICE_PAY in rights(world, "payer", moment)
    assert Permission.INVOICE_PAY not in rights(world, "payer", None)


def test_what_a_group_carried_counts_until_the_person_left_it(world: World, request):
    member = world.person("pbx_payer")
    moment = request.getfixturevalue("moment")
    GroupMembership.objects.filter(person=member).update(ended_at=clock.now())
    assert Permission.INVOICE_PAY in rights(world, "pbx_payer", moment)
    assert Permission.INVOICE_PAY not in rights(world, "pbx_payer", None)


def test_the_kind_of_portal_is_the_one_of_that_instant(world: World, request):
    world.person("super_admin")
    moment = request.getfixturevalue("moment")
    PortalKind.objects.create(account=world.account, kind="by_role", started_at=clock.now())
    assert Permission.INVOICE_PAY not in rights(world, "super_admin", moment)
    assert Permission.INVOICE_PAY in rights(world, "super_admin", None)


def test_before_anything_was_there_nobody_held_anything(world: World):
    payer = world.person("payer")
    assert rights(world, "payer", payer.created_at - timedelta(seconds=1)) == frozenset()


def test_the_past_tells_what_was_taken_back_and_when(world: World, request):
    payer = world.person("payer")
    request.getfixturevalue("moment")
    steps.close(BY, Grant.objects.get(person=payer))
    known = queries.facts(account_ids=[world.account.pk], person_ids=[payer.pk], past=True)
    denial = decide(known, payer.pk, Permission.INVOICE_PAY, Resource.of(world.account.pk), clock.now()).denial
    assert denial is not None
    assert (denial.reason, denial.nearest[-1][0].span.end) == ("expired", clock.now())


def test_an_end_that_came_later_was_not_known_then(world: World, request):
    payer = world.person("payer")
    moment = request.getfixturevalue("moment")
    steps.close(BY, Grant.objects.get(person=payer))
    [chain] = queries.explained(payer.pk, world.account, Permission.INVOICE_PAY, at=moment).decision.chains
    assert chain.until is None
