"""The demo holds what it promises: two customers, about forty people, sixty documents in every status."""

import pytest
from django.db import transaction

from bursar.access.actor import Actor
from bursar.access.permissions import LEVELS, Level, Permission
from bursar.accounts.models import Account, Invitation, Person
from bursar.audit.models import Entry
from bursar.billing.models import AccessRequest
from bursar.billing.queries import full_administrators
from bursar.cli.data import verify
from bursar.core import clock
from bursar.demo import build
from bursar.grants import queries as grants
from bursar.invoices.models import Document, DocumentSource
from bursar.invoices.queries import Wanted, every_invoice
from bursar.payments.models import IncomingPayment

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Built once for this module, and undone after it."""
    with django_db_blocker.unblock():
        block = transaction.atomic()
        block._from_testcase = True
        with block:
            yield build.build()
            transaction.set_rollback(True)


def person(first_name: str) -> Person:
    return Person.objects.get(first_name=first_name)


def test_about_forty_people_in_two_accounts(demo):
    assert Account.objects.count() == 2
    assert 38 <= Person.objects.count() <= 45


def test_sixty_documents_in_every_status(demo):
    assert 54 <= Document.objects.count() <= 60
    founder = Actor.person(person("Camille").pk, door="tests")
    access = grants.access(founder, demo["lumiere"].number)
    statuses = {str(i.status) for tab in ("open", "paid") for i in every_invoice(access, Wanted(tab))}
    assert statuses == {"due", "overdue", "partly_paid", "paid", "cancelled"}


def test_one_portal_has_a_single_administrator_left(demo):
    assert len(full_administrators(demo["harbour"])) == 1
    assert len(full_administrators(demo["lumiere"])) == 2


def test_the_accountant_administers_both_portals(demo):
    found = grants.accounts_where(person("Nadia").pk, Permission.BILLING_PORTAL_ENTER)
    assert {account.pk for account in found} == {account.pk for account in demo.values()}


def test_an_invitation_and_a_request_are_open(demo):
    assert Invitation.objects.filter(state="open", purpose="billing_administrator").count() == 1
    assert AccessRequest.objects.filter(state="open").count() == 1


def test_somebody_pays_only_through_a_group_of_a_group(demo):
    access = grants.access(Actor.person(person("Sophie").pk, door="tests"), demo["lumiere"].number)
    (chain,) = access.why(Permission.INVOICE_PAY).chains
    assert [type(link).__name__ for link in chain.links] == ["Membership", "InGroup", "Nested", "Grant"]


def test_a_super_admin_has_no_billing_right(demo):
    assert not grants.permissions(person("Julien").pk, demo["lumiere"]) & LEVELS[Level.FULL]


def test_whatever_the_tables_can_tell_holds(demo):
    assert [(verdict.invariant.name, verdict.named) for verdict in verify() if verdict.breaches] == []


def test_nothing_happens_in_the_future(demo):
    assert Entry.objects.filter(at__gt=clock.now()).count() == 0


def test_the_newest_monthly_invoices_came_as_standard_documents_for_the_account_they_name(demo):
    sources = DocumentSource.objects.select_related("document")
    kept = {(s.document.account_id, s.syntax): [w["rule"] for w in s.warnings] for s in sources}
    assert kept == {
        (demo["lumiere"].pk, "cii"): [],
        (demo["harbour"].pk, "ubl-invoice"): ["UBL-CR-005"],  # remarked on, not refused
    }
    assert {len(s.bill["attachments"]) for s in sources} == {1}


def test_an_invoice_was_paid_by_bank_transfer_under_its_reference(demo):
    transfers = IncomingPayment.objects.filter(state="settled").values_list("payment__account_id", flat=True)
    assert set(transfers) == {account.pk for account in demo.values()}
