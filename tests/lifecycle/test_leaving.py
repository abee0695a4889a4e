"""Leaving of one's own accord: rules 2, 5, 7 and 10."""

import pytest

from bursar.accounts.models import Membership
from bursar.billing.commands import leave_billing_portal
from bursar.core.errors import NotKnown
from bursar.grants.models import Grant
from bursar.lifecycle.commands.leaving import leave_account
from tests.refusals import refused


def test_the_last_super_admin_may_not_leave(world):
    with refused("last_super_admin"):
        leave_account(world.actor("super_admin"), account=world.account)


def test_a_super_admin_leaves_when_another_one_remains(world):
    world.person("founder")
    leave_account(world.actor("super_admin"), account=world.account)
    assert not Membership.objects.filter(person=world.person("super_admin"), ended_at=None).exists()


def test_leaving_an_account_ends_groups_and_pbx_permissions_at_once(world):
    payer, viewer = world.person("pbx_payer"), world.person("pbx_viewer")
    leave_account(world.actor("pbx_payer"), account=world.account)
    leave_account(world.actor("pbx_viewer"), account=world.account)
    assert not payer.group_memberships.filter(ended_at=None).exists()
    assert not Grant.objects.filter(person=viewer, closed_at=None).exists()


def test_a_billing_administrator_who_leaves_the_account_stays_one(world):
    world.person("super_admin")
    leave_account(world.actor("founder"), account=world.account)
    assert Grant.objects.filter(person=world.person("founder"), closed_at=None).exists()


def test_the_last_full_administrator_may_not_give_up_the_billing(world):
    world.person("payer")
    with refused("last_full_administrator"):
        leave_billing_portal(world.actor("full"), account=world.account)


def test_a_payer_gives_up_the_billing(world):
    world.person("full")
    leave_billing_portal(world.actor("payer"), account=world.account)
    assert not Grant.objects.filter(person=world.person("payer"), closed_at=None).exists()


def test_who_has_nothing_to_leave_is_told_nothing(world):
    for leave in (leave_account, leave_billing_portal):
        with pytest.raises(NotKnown):
            leave(world.actor("stranger"), account=world.account)
