"""What `make bench` measures is an account as people would have made it."""

import pytest

from bench.building import build
from bursar.cli.data import verify
from bursar.invoices.models import Document

pytestmark = pytest.mark.django_db


def test_an_account_built_in_bulk_breaks_no_invariant() -> None:
    build(100)
    assert [verdict for verdict in verify() if verdict.breaches] == []


def test_it_has_as_many_members_and_invoices_as_asked_for() -> None:
    account = build(120).account
    invoices = Document.objects.filter(account=account, kind="invoice").count()
    assert (account.memberships.count(), invoices) == (120, 120)
