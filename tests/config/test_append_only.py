"""The database itself refuses to change what must never change (invariants 24 and 28)."""

import pytest
from django.db import DatabaseError, connection, transaction

from bursar.access.actor import Actor
from bursar.accounts.models import CustomRolePermission, GroupMembership, GroupNesting, Membership
from bursar.audit.kinds import Area, kind
from bursar.audit.models import Entry
from bursar.audit.recording import record
from bursar.billing.models import PortalState
from bursar.config import append_only

TRIED = kind("tests.tried", "Tried", Area.OPERATOR)


# By a trigger; on PostgreSQL the site's role has not even the right to try.
REFUSED = pytest.raises(DatabaseError, match="never change|permission denied")


@pytest.fixture
def entry(db: None) -> Entry:
    record(Actor.job("tests"), TRIED, account=None)
    return Entry.objects.get()


def test_an_entry_cannot_be_altered(entry):
    with REFUSED, transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(kind="tests.other")


def test_an_entry_cannot_be_deleted(entry):
    with REFUSED, transaction.atomic():
        entry.delete()
    assert Entry.objects.filter(pk=entry.pk).exists()


def test_every_trigger_is_in_place(db):
    assert append_only.missing(connection) == []


def test_what_a_decision_reads_is_closed_and_never_deleted_rule_14(world):
    world.person("pbx_payer")
    world.person("custom_role")
    for rows in (GroupMembership, GroupNesting, CustomRolePermission, Membership, PortalState):
        with REFUSED, transaction.atomic():
            rows.objects.all().delete()
        assert rows.objects.exists()
