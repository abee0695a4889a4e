"""The checks know both kinds of billing portal, and notice what breaks them where roles decide."""

from datetime import timedelta

import pytest

from bursar.access.permissions import Level, PbxPermission
from bursar.accounts.models import PortalKind
from bursar.core import clock
from bursar.grants import steps as grants
from bursar.grants.models import Grant
from tests.invariants import broken, write
from tests.kinds import ASSIGNED, switch
from tests.personas import World, make_person

TICKED = "nobody_ticked_what_they_did_not_hold"


def tick(world: World, by: str, permission: PbxPermission = PbxPermission.PAY_INVOICES) -> str:
    grant = grants.give_pbx(world.actor(by), world.account, permission, person=world.person("member"))
    return f"grant {grant.pk}"


@pytest.mark.parametrize("holder", ["super_admin", "treasurer"])
def test_pay_ticked_by_who_holds_it_by_role_is_fine(by_role, holder):
    tick(by_role, holder)
    assert broken(TICKED) == ()


def test_pay_ticked_by_somebody_whose_level_sleeps(by_role):
    grant = tick(by_role, "full")
    assert broken(TICKED) == (grant,)


def test_what_roles_gave_then_gives_nothing_once_switched_back(by_role):
    switch(by_role, ASSIGNED)
    grant = tick(by_role, "super_admin")
    assert broken(TICKED) == (grant,)


def test_pay_ticked_by_a_role_that_carried_it_no_longer(by_role):
    role = by_role.account.custom_roles.get()
    role.permissions.filter(permission="invoice:pay").update(ended_at=clock.now() - timedelta(microseconds=1))
    grant = tick(by_role, "treasurer")
    assert broken(TICKED) == (grant,)


def test_an_open_portal_by_role_wants_a_super_admin_and_no_full_administrator(by_role):
    write(by_role.person("full").grants.get(), closed_at=clock.now())
    assert broken("open_portals_have_an_administrator") == ()
    write(by_role.person("super_admin").memberships.get(), is_suspended=True)
    assert broken("open_portals_have_an_administrator") == (f"portal {by_role.account.billing_portal.pk}",)


def test_somebody_named_by_a_person_where_roles_decide(by_role):
    by = by_role.actor("super_admin")
    named = grants.give_level(by, by_role.account, make_person("new"), Level.VIEWER, how=Grant.How.EDIT)
    assert broken("nobody_is_named_where_roles_decide") == (f"grant {named.pk}",)


def test_a_kind_that_nobody_answers_for(by_role):
    row = PortalKind.objects.get()
    assert broken("kinds_have_provenance") == ()
    write(row, reason="")
    assert broken("kinds_have_provenance") == (f"portal kind {row.pk}",)


def test_a_kind_that_no_entry_tells(world):
    row = PortalKind.objects.create(account=world.account, kind="by_role")
    assert f"account {row.account_id}" in broken("kinds_have_provenance")
