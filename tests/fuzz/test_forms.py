"""Random forms by random people, the smaller run of `python -m soak forms`; and that its judge sees what is wrong."""

from random import Random

import pytest

from bursar.access.permissions import Level
from bursar.accounts.models import Account, Membership, Person
from bursar.core import clock
from bursar.grants.models import Grant
from bursar.payments.models import Payment
from tests.fuzz.case import Case
from tests.fuzz.crowd import Crowd
from tests.fuzz.filling import build
from tests.fuzz.law import breaches
from tests.fuzz.report import Report
from tests.fuzz.rounds import broken, first_reach
from tests.fuzz.tables import changes

VISITS = 300


@pytest.fixture
def crowd(db: None, settings) -> Crowd:
    """Everybody, before they begin."""
    settings.BURSAR_DEMO = True
    reach = first_reach()
    made = Crowd(build("fuzz"), Random(), Report(), reach)
    made.look()
    return made


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_is_sent_is_no_error_of_ours_and_changes_only_what_the_policy_allows(crowd: Crowd, seed):
    crowd.rng.seed(seed)
    for number in range(VISITS):
        if number % 25 == 24:
            crowd.site.look_again()
        crowd.visit()
    assert crowd.report.failures == []
    assert broken() == []
    assert crowd.report.writing > VISITS / 20, crowd.report.lines()


def _opened(person: Person, account: Account) -> None:
    Grant.objects.create(account=account, person=person, source="billing", name=Level.VIEWER, how="edit")


def _raised(person: Person, account: Account) -> None:
    Membership.objects.filter(account=account, person=person).update(role="super_admin")


def _paid(person: Person, account: Account) -> None:
    Payment.objects.create(account=account, ordered_by=person, gateway="sandbox", currency="EUR", amount_minor=1)


@pytest.mark.parametrize("act", [_opened, _raised, _paid])
@pytest.mark.parametrize(("who", "whom"), [("member", "member"), ("viewer", "admin"), ("full", "member")])
def test_the_judge_sees_what_the_policy_does_not_allow(crowd: Crowd, act, who, whom):
    first, second = crowd.site.worlds
    actor, person = first.person(who), first.person(whom)
    act(person, second.account if act is _opened else first.account)
    found = changes(crowd.now, crowd.reach.read())
    case = Case(actor.pk, "/billing/", crowd.facts, clock.now(), {first.account.pk, second.account.pk}, found)
    assert len(breaches(case)) == len(found) == 1
