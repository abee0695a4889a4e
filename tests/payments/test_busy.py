"""The database has no turn to write just when the provider is called: nothing is lost and nothing charged twice."""

import sqlite3

import pytest
from django.db import connection

from bursar.payments import flow
from bursar.payments.gateways.sandbox.models import Charge
from tests.invoices.making import make_invoice
from tests.payments.paying import fresh, kept_card, order, outstanding
from tests.personas import World, make_account

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite's one writer"),
]


class Other:
    """Another writer, who takes the only turn when the address to come back to is asked for: after the order."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)

    def __call__(self, uid: str) -> str:
        self.connection.execute("BEGIN IMMEDIATE")
        return f"/back/{uid}/"


@pytest.fixture
def other():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 20")  # milliseconds
    writer = Other()
    yield writer
    writer.connection.close()
    connection.close()


@pytest.mark.parametrize("is_kept", [True, False])
def test_an_order_whose_call_found_no_turn_stays_under_way_and_goes_on_by_the_same_click(other, is_kept):
    world = World(make_account("Northwind Traders"), {})
    invoice, method = make_invoice(world.account, "F-1", 12000), kept_card(world) if is_kept else None
    words = {"account": world.account, "parts": {invoice.uid: 12000}, "method_uid": method.uid if method else ""}
    ordered = flow.order_payment(world.actor("full"), **words, key="once", through="billing", return_url=other)
    assert (fresh(ordered.payment).state, ordered.hosted_url) == ("pending", "")
    other.connection.execute("ROLLBACK")
    again = order(world, "full", {invoice: 12000}, key="once", method=method)
    assert again.payment == ordered.payment
    assert bool(again.hosted_url) is not is_kept
    assert Charge.objects.filter(purpose="payment").count() == 1
    assert outstanding(invoice) == (0 if is_kept else 12000)
