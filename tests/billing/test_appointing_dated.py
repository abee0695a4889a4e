"""An appointment by the operator for a time: never the way out of a portal that nobody else keeps (rule 5)."""

import pytest

from bursar.access.actor import Actor
from bursar.access.permissions import Level
from bursar.accounts.models import Invitation, Operator
from bursar.billing.commands import appoint_billing_admin
from bursar.billing.queries import full_administrators
from bursar.core.errors import Refused
from bursar.grants.models import Grant
from tests.billing.conftest import days, give
from tests.personas import World


def appoint(world: World, email: str, **dates):
    actor = Actor.operator(Operator.objects.get_or_create(name="Olive")[0].pk)
    return appoint_billing_admin(actor, account=world.account, email=email, reason="Holidays", force=True, **dates)


def test_beside_one_who_stays_the_operator_appoints_for_a_time(world: World):
    world.person("full")
    start, end = days(1), days(30)
    grant = appoint(world, world.person("member").email, valid_from=start, valid_until=end).grant
    assert (grant.valid_from, grant.valid_until) == (start, end)


def test_an_address_that_does_not_sign_in_is_offered_the_same_dates(world: World):
    world.person("full")
    end = days(30)
    offer = appoint(world, "new@example.com", valid_until=end).invitation.offer
    assert offer["valid_until"] == end.isoformat()


@pytest.mark.parametrize("dates", ["valid_until", "valid_from"])
@pytest.mark.parametrize("email", ["member@example.com", "new@example.com"])
def test_where_nobody_else_stays_dates_are_refused_when_they_are_set(world: World, dates, email):
    world.person("member")
    give(world, "interim", Level.FULL, valid_until=days(90))
    with pytest.raises(Refused) as refusal:
        appoint(world, email, **{dates: days(30)})
    assert (refusal.value.code, refusal.value.field) == ("last_full_administrator", "ends_on")
    assert "Add a second one first" in str(refusal.value)
    assert not Grant.objects.filter(how="appointed").exists()
    assert not Invitation.objects.exists()


def test_the_last_one_is_not_appointed_anew_with_an_end(world: World):
    last = world.person("full")
    with pytest.raises(Refused):
        appoint(world, last.email, valid_until=days(30))
    assert full_administrators(world.account) == [last]


def test_an_end_in_the_past_is_refused(world: World):
    world.person("full")
    with pytest.raises(Refused) as refusal:
        appoint(world, world.person("member").email, valid_until=days(-1))
    assert refusal.value.code == "ends_in_the_past"
