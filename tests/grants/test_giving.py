"""The rule over money: who may pass View and Pay on, and until when."""

from datetime import datetime, timedelta

import pytest

from bursar.access.permissions import Level, PbxPermission, Permission
from bursar.core import clock
from bursar.core.errors import Forbidden
from bursar.grants import queries, steps
from bursar.grants.giving import own_end, refusals, require_to_give
from bursar.grants.models import Grant
from tests.personas import BY, World

VIEW, PAY, MANAGE = Permission.INVOICE_VIEW, Permission.INVOICE_PAY, Permission.PBX_PERMISSION_MANAGE
END = clock.now() + timedelta(days=10)
LATER, SOONER = END + timedelta(microseconds=1), END - timedelta(microseconds=1)


def access(world: World) -> queries.Access:
    return queries.access_to(world.actor("member"), world.account)


def tick(world: World, name: PbxPermission, until: datetime | None = None) -> None:
    steps.give_pbx(BY, world.account, name, person=world.person("member"), valid_until=until)


def said(world: World, *rights: Permission, until: datetime | None = None) -> list[str]:
    return [refusal.code for refusal in refusals(access(world), rights, until=until)]


def test_each_right_that_one_does_not_hold_is_refused(world):
    world.person("member")
    assert said(world, VIEW, PAY, MANAGE) == ["gives_unheld"] * 3


def test_other_rights_need_not_be_held(world):
    world.person("member")
    assert said(world, Permission.PBX_ENTER, Permission.PBX_CONFIGURE) == []


@pytest.mark.parametrize(
    ("until", "codes"), [(None, ["beyond_own_end"]), (LATER, ["beyond_own_end"]), (END, []), (SOONER, [])]
)
def test_nobody_gives_beyond_their_own_end(world, until, codes):
    tick(world, PbxPermission.VIEW_INVOICES, END)
    assert said(world, VIEW, until=until) == codes


def test_who_lacks_one_right_and_holds_another_until_an_end_is_told_both(world):
    tick(world, PbxPermission.VIEW_INVOICES, END)
    assert sorted(said(world, VIEW, PAY)) == ["beyond_own_end", "gives_unheld"]


def test_the_first_refusal_is_raised(world):
    world.person("member")
    with pytest.raises(Forbidden, match="do not hold"):
        require_to_give(access(world), [VIEW], until=None)
    require_to_give(access(world), [], until=None)


def test_ones_own_end_is_the_latest_of_several_ways_and_none_where_one_goes_on(world):
    tick(world, PbxPermission.VIEW_INVOICES, SOONER)
    assert own_end(access(world), VIEW) == SOONER
    steps.give_level(BY, world.account, world.person("member"), Level.VIEWER, how=Grant.How.INVITATION, valid_until=END)
    assert own_end(access(world), VIEW) == END
    tick(world, PbxPermission.PAY_INVOICES)
    assert own_end(access(world), VIEW) is None
