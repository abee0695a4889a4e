"""The checks of grants, billing portals and the permissions page notice what breaks them."""

from datetime import timedelta

import pytest

from bursar.access.permissions import Level, PbxPermission, Permission, Role
from bursar.accounts import steps as accounts
from bursar.accounts.models import GroupMembership
from bursar.audit.models import Entry
from bursar.billing.models import AccessRequest, BillingDetails, PortalState
from bursar.core import clock
from bursar.grants import steps as grants
from bursar.grants.models import Grant
from bursar.pbx.commands import save_permissions
from bursar.pbx.draft import Kind, Principal
from tests.invariants import broken, write
from tests.personas import BY, World, make_account, make_group, make_person, member

VIEW, PAY = PbxPermission.VIEW_INVOICES, PbxPermission.PAY_INVOICES
AN_HOUR = timedelta(hours=1)


def level(world: World, name: str, what: Level, by: str = "", **more) -> Grant:
    giver = world.actor(by) if by else BY
    return grants.give_level(giver, world.account, make_person(name), what, how=Grant.How.INVITATION, **more)


def test_a_grant_without_a_giver(world):
    grant = level(world, "comer", Level.VIEWER)
    assert broken("grants_have_provenance") == (f"grant {grant.pk}",)


def test_a_grant_that_no_entry_tells(world):
    grant = level(world, "comer", Level.VIEWER)
    assert broken("the_activity_gives_the_grants") == (f"grant {grant.pk}",)


@pytest.fixture
def saved(world: World) -> Grant:
    """A tick that was saved on the permissions page, as its entry tells."""
    who = Principal(Kind.PERSON, world.person("member").uid)
    world.person("founder")
    save_permissions(
        world.actor("founder"), account=world.account, version=1, rows={who: frozenset({PbxPermission.CONFIGURE})}
    )
    return Grant.objects.get(source="pbx")


def test_a_grant_that_is_not_as_its_entry_tells(world, saved):
    write(saved, name=PbxPermission.VIEW_REPORTS)
    assert f"grant {saved.pk}" in broken("the_activity_gives_the_grants")


def test_a_grant_closed_without_an_entry(world, saved):
    write(saved, closed_at=clock.now())
    assert f"grant {saved.pk}" in broken("the_activity_gives_the_grants")


def test_a_grant_given_by_two_entries(world, saved):
    told = Entry.objects.get(kind="pbx.permissions.saved")
    told.pk = None
    told.save()
    assert f"entry that gives a grant again {told.pk}" in broken("the_activity_gives_the_grants")


def test_an_entry_that_closes_a_grant_which_is_open(world, saved):
    told = Entry.objects.get(kind="pbx.permissions.saved")
    told.pk, told.old, told.new = None, {"closed": [saved.pk]}, {}
    told.save()
    assert f"grant {saved.pk}" in broken("the_activity_gives_the_grants")


@pytest.mark.parametrize("times", [1, 2])
def test_an_entry_that_closes_what_is_not_open(world, saved, times):
    known = saved.pk if times == 2 else saved.pk + 1
    told = Entry.objects.get(kind="pbx.permissions.saved")
    for _ in range(times):
        told.pk, told.old, told.new = None, {"closed": [known]}, {}
        told.save()
    assert f"entry that closes no open grant {told.pk}" in broken("the_activity_gives_the_grants")


def test_a_version_raised_without_a_change(world, saved):
    assert broken("versions_count_changes") == ()
    write(world.account.pbx_page, version=3)
    assert broken("versions_count_changes") == (f"permissions page {world.account.pbx_page.pk}",)


def test_levels_that_overlap(world):
    grant = level(world, "comer", Level.VIEWER)
    write(grant, closed_at=clock.now() + AN_HOUR)
    other = grants.give_level(BY, world.account, grant.person, Level.PAYER, how=Grant.How.EDIT)
    assert broken("levels_and_ticks_do_not_overlap") == (f"grant {other.pk}",)


def test_pay_without_view_on_the_pbx(world):
    grant = grants.give_pbx(BY, world.account, PAY, group=make_group(world.account, "Finance"))
    assert broken("pay_implies_view") == (f"grant {grant.pk}",)


@pytest.mark.parametrize("longer", [{}, {"valid_until": clock.now() + 3 * AN_HOUR}])
def test_pay_that_outlasts_view_on_the_pbx(world, longer):
    group = make_group(world.account, "Finance")
    grants.give_pbx(BY, world.account, VIEW, group=group, valid_until=clock.now() + 2 * AN_HOUR)
    grant = grants.give_pbx(BY, world.account, PAY, group=group, **longer)
    assert broken("pay_implies_view") == (f"grant {grant.pk}",)


def test_pay_that_begins_before_view_on_the_pbx(world):
    group = make_group(world.account, "Finance")
    grants.give_pbx(BY, world.account, VIEW, group=group, valid_from=clock.now() + AN_HOUR)
    grant = grants.give_pbx(BY, world.account, PAY, group=group)
    assert broken("pay_implies_view") == (f"grant {grant.pk}",)


def test_view_ticked_for_longer_than_its_giver_held_it(world):
    world.people["giver"] = level(world, "giver", Level.VIEWER, valid_until=clock.now() + AN_HOUR).person
    until = clock.now() + 2 * AN_HOUR
    grant = grants.give_pbx(world.actor("giver"), world.account, VIEW, person=world.person("member"), valid_until=until)
    assert broken("nobody_ticked_what_they_did_not_hold") == (f"grant {grant.pk}",)
    write(grant, valid_until=clock.now() + AN_HOUR / 2)
    assert broken("nobody_ticked_what_they_did_not_hold") == ()


def test_view_made_longer_by_somebody_who_did_not_hold_it(world):
    by, someone, now = world.actor("super_admin"), world.person("pbx_viewer"), clock.now()
    write(Grant.objects.get(person=someone), valid_until=now + AN_HOUR, closed_at=now)
    longer = grants.give_pbx(by, world.account, VIEW, person=someone, valid_until=now + 2 * AN_HOUR, at=now)
    assert broken("nobody_ticked_what_they_did_not_hold") == (f"grant {longer.pk}",)
    write(longer, valid_until=now + AN_HOUR / 2)
    assert broken("nobody_ticked_what_they_did_not_hold") == ()


def test_pay_without_view_in_a_custom_level(world):
    rights = (Permission.BILLING_PORTAL_ENTER, Permission.INVOICE_PAY)
    grant = level(world, "comer", Level.CUSTOM, rights=rights)
    assert broken("pay_implies_view") == (f"grant {grant.pk}",)


def test_view_ticked_by_somebody_who_did_not_hold_it(world):
    by = world.actor("super_admin")
    grant = grants.give_pbx(by, world.account, VIEW, person=world.person("member"))
    assert broken("nobody_ticked_what_they_did_not_hold") == (f"grant {grant.pk}",)


@pytest.mark.parametrize("holder", ["founder", "pbx_viewer"])
def test_view_ticked_by_a_holder_is_fine(world, holder):
    world.person("founder")
    grants.give_pbx(world.actor(holder), world.account, VIEW, person=world.person("member"))
    assert broken("nobody_ticked_what_they_did_not_hold") == ()


def test_pay_ticked_by_a_holder_through_a_group_of_a_group_is_fine_while_he_is_in_it(world):
    by = world.actor("pbx_payer")
    ok = grants.give_pbx(by, world.account, PAY, person=world.person("member"))
    assert broken("nobody_ticked_what_they_did_not_hold") == ()
    GroupMembership.objects.update(ended_at=ok.granted_at - timedelta(microseconds=1))
    assert broken("nobody_ticked_what_they_did_not_hold") == (f"grant {ok.pk}",)


def test_a_level_given_by_somebody_who_held_less(world):
    grant = level(world, "comer", Level.FULL, by="payer")
    assert broken("nobody_gave_more_than_their_own")[0] == f"grant {grant.pk}"


def test_a_right_over_money_given_by_somebody_who_holds_it_on_the_pbx_is_fine(world):
    enter, view, pay = Permission.BILLING_PORTAL_ENTER, Permission.INVOICE_VIEW, Permission.INVOICE_PAY
    world.people["giver"] = world.person("pbx_payer")
    grants.give_level(
        BY, world.account, world.person("giver"), Level.CUSTOM, how=Grant.How.INVITATION, rights=[enter, view]
    )
    level(world, "comer", Level.CUSTOM, by="giver", rights=(enter, view, pay))
    assert broken("nobody_gave_more_than_their_own") == ()


def test_a_level_given_beyond_the_givers_own_end(world):
    giver = level(world, "giver", Level.FULL, valid_until=clock.now() + AN_HOUR)
    world.people["giver"] = giver.person
    grant = level(world, "comer", Level.FULL, by="giver")
    assert set(broken("nobody_gave_more_than_their_own")) == {f"grant {grant.pk}"}


def test_an_open_portal_without_an_administrator(world):
    level(world, "ending", Level.FULL, valid_until=clock.now() + AN_HOUR)
    assert broken("open_portals_have_an_administrator") == (f"portal {world.account.billing_portal.pk}",)
    world.person("full")
    assert broken("open_portals_have_an_administrator") == ()


def test_a_portal_in_two_states(world):
    portal = world.account.billing_portal
    first = portal.states.get()
    write(first, ended_at=clock.now() + AN_HOUR)
    second = PortalState.objects.create(portal=portal, state="needs_admin")
    assert broken("portals_have_one_state") == (f"portal state {second.pk}",)


def test_a_portal_in_no_state(world):
    portal = world.account.billing_portal
    write(portal.states.get(), ended_at=clock.now())
    assert broken("portals_have_one_state") == (f"portal {portal.pk}",)


def test_a_request_decided_at_no_instant(world):
    portal = world.account.billing_portal
    request = AccessRequest.objects.create(portal=portal, person=world.person("member"), state="granted")
    assert broken("requests_are_decided_once") == (f"request {request.pk}",)


def test_an_account_without_billing_details(world):
    BillingDetails.objects.all().delete()
    assert broken("accounts_are_whole") == (f"account {world.account.pk}",)


def test_a_deactivated_person_who_still_has_something(world):
    person = world.person("founder")
    write(person, deactivated_at=clock.now())
    row, grant = person.memberships.get(), person.grants.get()
    assert broken("the_deactivated_have_nothing") == (f"membership {row.pk}", f"grant {grant.pk}")


def test_an_account_without_a_super_admin(world):
    member(world, "admin", Role.ADMIN)
    assert broken("a_super_admin_remains") == (f"account {world.account.pk}",)
    accounts.open_membership(make_account("Other"), make_person("chief"), Role.SUPER_ADMIN)
    assert broken("a_super_admin_remains") == (f"account {world.account.pk}",)
