"""Giving and taking, row by row."""

from datetime import timedelta

import pytest

from bursar.access.actor import Actor
from bursar.access.permissions import Level, PbxPermission, Permission
from bursar.accounts.models import Operator
from bursar.core import clock
from bursar.core.errors import Refused
from bursar.grants import steps
from bursar.grants.models import Grant
from tests.personas import BY

RIGHTS = (Permission.INVOICE_VIEW, Permission.BILLING_PORTAL_ENTER)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(("level", "kept"), [(Level.CUSTOM, sorted(RIGHTS)), (Level.VIEWER, [])])
def test_rights_are_kept_with_the_level_custom_alone(world, level, kept):
    grant = steps.give_level(BY, world.account, world.person("member"), level, how=Grant.How.INVITATION, rights=RIGHTS)
    assert grant.rights == kept


def test_what_is_given_counts_from_that_instant_unless_told_otherwise(world):
    now, someone = clock.now(), world.person("member")
    with clock.at(now):
        level = steps.give_level(BY, world.account, someone, Level.VIEWER, how=Grant.How.INVITATION)
        tick = steps.give_pbx(BY, world.account, PbxPermission.CONFIGURE, person=someone)
        dated = steps.give_pbx(
            BY, world.account, PbxPermission.VIEW_REPORTS, person=someone, valid_from=now + HOUR, at=now - HOUR
        )
    for grant in (level, tick):
        assert (grant.granted_at, grant.valid_from, grant.held_since, grant.valid_until) == (now, now, now, None)
    assert (dated.granted_at, dated.valid_from, dated.held_since) == (now - HOUR, now + HOUR, now + HOUR)


def test_it_was_held_since_it_was_given_first(world):
    now, someone = clock.now(), world.person("member")
    before = now - HOUR
    level = steps.give_level(
        BY, world.account, someone, Level.VIEWER, how=Grant.How.EDIT, valid_from=now, held_since=before, at=now
    )
    tick = steps.give_pbx(BY, world.account, PbxPermission.CONFIGURE, person=someone, held_since=before, at=now)
    assert (level.held_since, tick.held_since) == (before, before)


def test_it_is_kept_whether_a_person_or_the_operator_gave_it(world):
    founder, ada = world.actor("founder"), Operator.objects.create(name="Ada")
    someone = world.person("member")
    one = steps.give_pbx(founder, world.account, PbxPermission.CONFIGURE, person=someone)
    other = steps.give_pbx(Actor.operator(ada.pk), world.account, PbxPermission.VIEW_REPORTS, person=someone)
    assert (one.granted_by_id, one.granted_by_operator_id) == (founder.person_id, None)
    assert (other.granted_by_id, other.granted_by_operator_id) == (None, ada.pk)


def test_what_is_closed_cannot_be_closed_again(world):
    founder = world.actor("founder")
    grant = steps.give_pbx(founder, world.account, PbxPermission.CONFIGURE, person=world.person("member"))
    at = clock.now() + HOUR
    steps.close(founder, grant, at=at)
    grant.refresh_from_db()
    assert (grant.closed_at, grant.closed_by_id) == (at, founder.person_id)
    with pytest.raises(Refused):
        steps.close(founder, grant)


def test_who_leaves_the_pbx_keeps_their_level_and_others_keep_their_ticks(world):
    by, someone, other = world.actor("founder"), world.person("member"), world.person("full")
    level = steps.give_level(by, world.account, someone, Level.VIEWER, how=Grant.How.INVITATION)
    mine = steps.give_pbx(by, world.account, PbxPermission.CONFIGURE, person=someone)
    theirs = steps.give_pbx(by, world.account, PbxPermission.CONFIGURE, person=other)
    assert steps.close_pbx_grants_of(by, world.account, someone) == [mine.pk]
    assert set(Grant.objects.filter(closed_at=None)) >= {level, theirs}
    assert steps.close_pbx_grants_of(by, world.account, someone) == []
