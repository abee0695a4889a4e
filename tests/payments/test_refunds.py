"""Paying back: only by the operator, once, from credit first, and everything again when it fails after all."""

from datetime import timedelta

import pytest

from bursar.access.actor import Actor
from bursar.audit.models import Entry
from bursar.core import clock
from bursar.core.errors import Forbidden
from bursar.invoices.queries import credit_of
from bursar.mail.models import OutboxMail
from bursar.payments import commands, flow, refunding
from bursar.payments.gateways.base import Outcome, OutcomeState
from bursar.payments.gateways.sandbox import backs
from bursar.payments.gateways.sandbox.models import TakenBack
from bursar.payments.models import Refund
from bursar.payments.queries import credits_of
from bursar.payments.receipt import refund_pdf
from tests.invariants import broken
from tests.invoices.making import make_credit_note, make_invoice
from tests.payments.paying import JOB, deliver_notices, fresh, kept_card, order, outstanding, refused

OPERATOR = Actor.operator(1)
CHECKS = ("refunds_are_posted_whole", "no_more_than_was_charged", "refunds_have_one_state", "refunds_are_paid_once",
          "nothing_beyond_the_invoice", "credit_is_never_overdrawn", "standings_are_folds", "tallies_are_sums",
          "payments_are_posted_whole", "payments_have_one_state")  # fmt: skip


@pytest.fixture
def invoice(world):
    return make_invoice(world.account, "F-1", 12000)


@pytest.fixture
def paid(world, invoice):
    """Paid whole with a kept card."""
    return order(world, "payer", {invoice: 12000}, method=kept_card(world)).payment


@pytest.fixture(autouse=True)
def kept(db):
    """Whatever a test does, the invariants hold after it."""
    yield
    assert {name: broken(name) for name in CHECKS} == dict.fromkeys(CHECKS, ())


def refund(world, payment, amount=12000, key="k", actor=OPERATOR):
    return refunding.order_refund(
        actor, account=world.account, payment=payment, amount_minor=amount, reason="goodwill", key=key
    )


def settle(world, made, state):
    outcome = Outcome(state, made.provider_reference)
    return commands.settle_refund(JOB, account=world.account, refund_id=made.pk, outcome=outcome)


def test_a_refund_opens_the_invoice_again_and_is_told_with_a_receipt(world, invoice, paid):
    made = refund(world, paid, 5000)
    assert (made.state, made.receipt_number, outstanding(invoice)) == ("succeeded", f"{paid.receipt_number}-R1", 5000)
    assert refund_pdf(made).startswith(b"%PDF")
    assert OutboxMail.objects.get(kind="payments.refunded").to_person_id == world.person("payer").pk
    assert Entry.objects.filter(kind="payments.refund.succeeded").count() == 1


def test_what_was_credited_is_paid_back_from_the_credit(world, invoice, paid):
    make_credit_note(invoice, "C-1", 12000)
    refund(world, paid)
    assert (outstanding(invoice), credits_of(world.account)) == (0, [])


def test_the_same_key_pays_back_once_and_another_body_is_refused(world, paid):
    assert refund(world, paid, 5000) == refund(world, paid, 5000)
    assert TakenBack.objects.count() == 1
    with refused("key_used_otherwise"):
        refund(world, paid, 4000)


@pytest.mark.parametrize(("amount", "code"), [(12001, "refund_too_high"), (0, "amount_not_positive")])
def test_no_more_than_was_charged(world, paid, amount, code):
    with refused(code):
        refund(world, paid, amount)


def test_what_is_under_way_counts(world, paid):
    refund(world, paid, 8000)
    with refused("refund_too_high"):
        refund(world, paid, 4001, key="other")


def test_nobody_but_the_operator_pays_back(world, paid):
    with pytest.raises(Forbidden):
        refund(world, paid, actor=world.actor("full"))


def test_nothing_is_paid_back_of_what_only_credit_paid(world, invoice, paid):
    make_credit_note(invoice, "C-1", 12000)
    second = order(world, "payer", {make_invoice(world.account, "F-2"): 12000}, credit=12000).payment
    with refused("nothing_charged"):
        refund(world, second)


def test_credit_that_was_used_elsewhere_opens_the_invoice_of_the_payment(world, invoice, paid):
    make_credit_note(invoice, "C-1", 12000)
    order(world, "payer", {make_invoice(world.account, "F-2"): 12000}, credit=12000)
    refund(world, paid)
    assert (outstanding(invoice), credit_of(world.account)) == (12000, {})


@pytest.mark.parametrize("states", [("succeeded", "declined"), ("declined", "succeeded"), ("declined", "declined")])
def test_a_refund_that_failed_after_all_leaves_everything_as_it_was(world, invoice, paid, states):
    made = commands.intend_refund(
        OPERATOR, account=world.account, payment=paid, amount_minor=5000, reason="goodwill", key="k"
    )
    for state in states:
        settle(world, made, OutcomeState(state))
    assert (outstanding(invoice), Refund.objects.get().state) == (0, "declined")


def test_a_kill_between_the_call_and_our_commit_pays_back_once(world, invoice, paid):
    made = commands.intend_refund(
        OPERATOR, account=world.account, payment=paid, amount_minor=5000, reason="goodwill", key="k"
    )
    backs.refund(refunding.refund_key(made), paid.provider_reference, 5000, "goodwill")
    with clock.at(clock.now() + timedelta(minutes=2)):
        flow.resolve_unknown()
    assert (TakenBack.objects.count(), outstanding(invoice)) == (1, 5000)


def test_a_call_that_never_reached_the_provider_is_made_again(world, invoice, paid):
    commands.intend_refund(OPERATOR, account=world.account, payment=paid, amount_minor=5000, reason="goodwill", key="k")
    with clock.at(clock.now() + timedelta(minutes=2)):
        assert flow.resolve_unknown() == 1
    assert (TakenBack.objects.count(), outstanding(invoice)) == (1, 5000)


def test_a_dispute_takes_the_money_and_a_won_one_brings_it_again(world, invoice, paid):
    back = backs.dispute(paid.provider_reference, 12000)
    deliver_notices()
    assert (outstanding(invoice), OutboxMail.objects.filter(kind="payments.disputed").count()) == (12000, 1)
    backs.win(back.reference)
    deliver_notices()
    assert (outstanding(invoice), fresh(paid).state) == (0, "succeeded")
    kinds = Entry.objects.filter(kind__startswith="payments.dispute.").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["payments.dispute.opened", "payments.dispute.won"]


def test_a_won_dispute_of_an_invoice_that_was_paid_anew_is_credit(world, invoice, paid):
    back = backs.dispute(paid.provider_reference, 12000)
    deliver_notices()
    order(world, "payer", {invoice: 12000}, method=kept_card(world))
    backs.win(back.reference)
    deliver_notices()
    assert (outstanding(invoice), credits_of(world.account)) == (0, [("EUR", 12000)])
