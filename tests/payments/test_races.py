"""Orders and outcomes at the same instant, each on a connection of its own (invariants 32 and 33)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from bursar.core import clock
from bursar.core.errors import Refused
from bursar.invoices.models import LedgerEntry
from bursar.invoices.steps import post_payment
from bursar.payments import commands
from bursar.payments.gateways.base import Outcome, OutcomeState
from bursar.payments.models import Payment
from tests.invoices.making import make_credit_note, make_invoice
from tests.payments.paying import JOB, order, outstanding
from tests.personas import World, make_account

AT_ONCE = 6


@pytest.fixture
def apart(transactional_db):
    """An account whose rows other connections see."""
    world = World(make_account("Northwind Traders"), {})
    world.person("payer")
    return world, make_invoice(world.account, "F-1", 12000)


def together(act):
    """Do it several times at once: what each answered, or the code of its refusal."""

    def one(number):
        try:
            return act(number)
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def test_one_key_sent_many_times_at_once_orders_one_payment(apart):
    world, invoice = apart
    answers = together(lambda _n: order(world, "payer", {invoice: 5000}, key="once").payment.uid)
    assert answers == [Payment.objects.get().uid] * AT_ONCE


def test_orders_at_once_never_reserve_more_than_is_outstanding(apart):
    world, invoice = apart
    answers = together(lambda _n: order(world, "payer", {invoice: 5000}).payment.state)
    assert sorted(answers) == ["amount_too_high"] * (AT_ONCE - 2) + ["pending"] * 2


def test_payments_at_once_never_use_more_credit_than_there_is(apart):
    world, invoice = apart
    paid = make_invoice(world.account, "F-0", 1000)
    post_payment(paid, 1, 1000, clock.now())
    make_credit_note(paid, "C-0", 1000)
    answers = together(lambda _n: order(world, "payer", {invoice: 400}, credit=400).payment.state)
    assert sorted(answers) == ["credit_too_high"] * (AT_ONCE - 2) + ["succeeded"] * 2


def test_notices_at_once_settle_one_time(apart):
    world, invoice = apart
    payment = order(world, "payer", {invoice: 5000}).payment
    outcome = Outcome(OutcomeState.SUCCEEDED, "ref")
    together(
        lambda _n: commands.settle_payment(JOB, account=world.account, payment_id=payment.pk, outcome=outcome).state
    )
    assert LedgerEntry.objects.filter(kind="payment").count() == 1
    assert outstanding(invoice) == 7000
