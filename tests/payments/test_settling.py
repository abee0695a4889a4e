"""Settling: whatever order and number of notices, the end is the same (rule 9; invariants 30-33)."""

from datetime import timedelta

import pytest

from bursar.audit.models import Entry
from bursar.billing.models import Recipient
from bursar.core import clock
from bursar.invoices.models import LedgerEntry
from bursar.invoices.queries import amounts_of
from bursar.mail.models import OutboxMail
from bursar.payments import commands, flow
from bursar.payments.gateways.base import Outcome, OutcomeState
from bursar.payments.gateways.registry import gateway
from bursar.payments.gateways.sandbox import provider
from bursar.payments.models import Notice
from bursar.payments.queries import credits_of
from tests.invoices.making import make_credit_note, make_invoice
from tests.payments.paying import (
    JOB,
    NO_MONEY,
    TIMES_OUT,
    at_provider,
    deliver_notices,
    fresh,
    kept_card,
    order,
    outstanding,
    refused,
)

LATER = timedelta(seconds=60)


@pytest.fixture
def invoice(world):
    return make_invoice(world.account, "F-1", 12000)


def settle(world, payment, state, **more):
    return commands.settle_payment(
        JOB, account=world.account, payment_id=payment.pk, outcome=Outcome(state, "ref", **more)
    )


def test_a_part_is_paid_and_the_rest_stays_outstanding(world, invoice):
    at_provider(order(world, "payer", {invoice: 5000}))
    deliver_notices()
    assert outstanding(invoice) == 7000


def test_several_invoices_are_paid_at_once(world, invoice):
    second = make_invoice(world.account, "F-2", 3000)
    ordered = order(world, "payer", {invoice: 12000, second: 1000})
    at_provider(ordered)
    deliver_notices()
    assert (outstanding(invoice), outstanding(second)) == (0, 2000)
    assert fresh(ordered.payment).amount_minor == 13000


def test_a_notice_that_comes_twice_settles_once(world, invoice):
    at_provider(order(world, "payer", {invoice: 5000}), notices="twice")
    assert deliver_notices() == 2
    assert Notice.objects.count() == 1
    assert LedgerEntry.objects.filter(kind="payment").count() == 1
    assert OutboxMail.objects.filter(kind="payments.receipt").count() == 1


def test_a_notice_before_the_browser_returns_and_the_check_after_it_settle_once(world, invoice):
    ordered = order(world, "payer", {invoice: 5000})
    at_provider(ordered, notices="before")
    deliver_notices()
    flow.check_payment(fresh(ordered.payment))
    assert outstanding(invoice) == 7000


def test_a_late_notice_finds_what_the_check_has_settled(world, invoice):
    ordered = order(world, "payer", {invoice: 5000})
    at_provider(ordered, notices="late")
    assert flow.check_payment(ordered.payment).state == "succeeded"
    assert deliver_notices() == 0
    with clock.at(clock.now() + LATER):
        assert deliver_notices() == 1
    assert outstanding(invoice) == 7000


def test_a_lost_notice_is_made_good_by_asking(world, invoice):
    ordered = order(world, "payer", {invoice: 5000})
    at_provider(ordered, notices="never")
    assert flow.resolve_unknown() == 0
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert flow.resolve_unknown() == 1
    assert fresh(ordered.payment).state == "succeeded"


def test_no_answer_is_neither_a_success_nor_a_failure_and_is_resolved_by_asking(world, invoice):
    payment = order(world, "payer", {invoice: 5000}, method=kept_card(world, TIMES_OUT)).payment
    assert payment.state == "unknown"
    with refused("amount_too_high"):
        order(world, "payer", {invoice: 12000})
    with clock.at(clock.now() + LATER):
        assert flow.resolve_unknown() == 1
        assert fresh(payment).state == "succeeded"


def test_a_hosted_page_that_times_out_waits_for_its_notice(world, invoice):
    ordered = order(world, "payer", {invoice: 5000})
    at_provider(ordered, TIMES_OUT)
    assert flow.check_payment(ordered.payment).state == "unknown"
    with clock.at(clock.now() + LATER):
        deliver_notices()
    assert fresh(ordered.payment).state == "succeeded"


def test_a_call_that_was_cut_off_before_the_provider_heard_of_it_charges_nothing_ever(world, invoice):
    payment = commands.intend_payment(
        world.actor("payer"), account=world.account, parts={invoice.uid: 5000}, method_uid=kept_card(world).uid,
        key="cut", through="billing",
    )  # fmt: skip
    with clock.at(clock.now() + timedelta(minutes=15)):
        flow.resolve_unknown()
        assert fresh(payment).state == "cancelled"
        assert gateway().charge_method(flow._order(payment, str), payment.method.reference).state == "cancelled"


def test_a_kill_between_the_call_and_our_commit_charges_once(world, invoice):
    card = kept_card(world)
    payment = commands.intend_payment(
        world.actor("payer"), account=world.account, parts={invoice.uid: 5000}, method_uid=card.uid, key="kill",
        through="billing",
    )  # fmt: skip
    gateway().charge_method(flow._order(payment, str), card.reference)
    assert order(world, "payer", {invoice: 5000}, key="kill", method=card).payment.state == "succeeded"
    assert provider.Charge.objects.filter(purpose="payment").count() == 1
    assert outstanding(invoice) == 7000


def test_a_declined_payment_says_why_and_frees_what_it_reserved(world, invoice):
    payment = order(world, "payer", {invoice: 12000}, method=kept_card(world, NO_MONEY)).payment
    assert (payment.state, payment.decline_code) == ("declined", "insufficient_funds")
    assert OutboxMail.objects.get(kind="payments.declined").to_person_id == world.person("payer").pk
    assert order(world, "payer", {invoice: 12000}).payment.state == "pending"


@pytest.mark.parametrize("first", [OutcomeState.DECLINED, OutcomeState.CANCELLED, OutcomeState.UNKNOWN])
@pytest.mark.parametrize("is_swapped", [True, False])
def test_the_end_does_not_depend_on_the_order_of_outcomes(world, invoice, first, is_swapped):
    payment = order(world, "payer", {invoice: 5000}).payment
    states = [first, OutcomeState.SUCCEEDED]
    for state in reversed(states) if is_swapped else states:
        settle(world, payment, state)
    assert fresh(payment).state == "succeeded"
    assert outstanding(invoice) == 7000


def test_money_for_an_invoice_that_was_credited_meanwhile_becomes_credit(world, invoice):
    payment = order(world, "payer", {invoice: 12000}).payment
    make_credit_note(invoice, "A-1", 12000)
    settle(world, payment, OutcomeState.SUCCEEDED)
    amounts = amounts_of([invoice.pk])[invoice.pk]
    assert (amounts.paid, amounts.outstanding) == (0, 0)
    assert credits_of(world.account) == [("EUR", 12000)]


def test_money_beyond_an_invoices_total_is_kept_for_the_account(world, invoice):
    late = order(world, "payer", {invoice: 12000}).payment
    settle(world, late, OutcomeState.CANCELLED)
    settle(world, order(world, "payer", {invoice: 12000}).payment, OutcomeState.SUCCEEDED)
    settle(world, late, OutcomeState.SUCCEEDED)
    assert amounts_of([invoice.pk])[invoice.pk].paid == 12000
    assert credits_of(world.account) == [("EUR", 12000)]
    assert Entry.objects.filter(kind="payments.credit.kept").count() == 1


def test_the_receipt_goes_to_the_payer_and_to_the_recipients_of_receipts(world, invoice):
    portal = world.account.billing_portal
    Recipient.objects.create(portal=portal, email="books@example.com", confirmed_at=clock.now(), wants_receipts=True)
    Recipient.objects.create(
        portal=portal, email="invoices@example.com", confirmed_at=clock.now(), wants_receipts=False
    )
    settle(world, order(world, "payer", {invoice: 5000}).payment, OutcomeState.SUCCEEDED)
    told = OutboxMail.objects.filter(kind="payments.receipt")
    assert {(m.to_person_id, m.to_address) for m in told} == {
        (world.person("payer").pk, ""),
        (None, "books@example.com"),
    }


def test_receipts_are_numbered_without_a_gap_in_each_account(world, invoice):
    numbers = []
    for _ in range(3):
        payment = settle(world, order(world, "payer", {invoice: 100}).payment, OutcomeState.SUCCEEDED)
        numbers.append(payment.receipt_number)
    stem = world.account.number.replace("C-", "R-")
    assert numbers == [f"{stem}-0001", f"{stem}-0002", f"{stem}-0003"]


def test_a_pending_payment_can_be_cancelled_and_frees_what_it_reserved(world, invoice):
    payment = order(world, "payer", {invoice: 12000}).payment
    assert flow.cancel_payment(world.actor("full"), account=world.account, payment=payment).state == "cancelled"
    assert order(world, "payer", {invoice: 12000}).payment.state == "pending"


def test_a_payment_that_the_provider_has_taken_is_paid_and_not_cancelled(world, invoice):
    ordered = order(world, "payer", {invoice: 12000})
    at_provider(ordered, notices="never")
    assert (
        flow.cancel_payment(world.actor("payer"), account=world.account, payment=ordered.payment).state == "succeeded"
    )


def test_without_an_answer_a_payment_cannot_be_cancelled(world, invoice):
    payment = order(world, "payer", {invoice: 5000}, method=kept_card(world, TIMES_OUT)).payment
    with refused("payment_not_cancellable"):
        flow.cancel_payment(world.actor("payer"), account=world.account, payment=payment)


def test_a_hosted_page_that_nobody_finishes_is_closed_after_an_hour(world, invoice):
    payment = order(world, "payer", {invoice: 12000}).payment
    with clock.at(clock.now() + timedelta(minutes=61)):
        flow.resolve_unknown()
    assert fresh(payment).state == "cancelled"
