"""Automatic payment: announced, charged once, retried by the schedule, called off, stopped."""

from datetime import timedelta

import pytest
from django.core import mail as delivered

from bursar.core import clock
from bursar.core.errors import Forbidden
from bursar.mail.sender import send_due
from bursar.payments import commands, flow
from bursar.payments.autopay import pay_by_mandates, tell_of_expiring_methods
from bursar.payments.models import Mandate, Payment, PaymentMethod, PlannedPayment
from tests.invoices.making import make_invoice
from tests.payments.authorising import DAY, after, authorise, told
from tests.payments.paying import NO_MONEY, TIMES_OUT, kept_card, order, outstanding, refused


@pytest.fixture
def invoice(world):
    return make_invoice(world.account, "F-1", 12000, due_in=2)


def test_nothing_is_charged_before_the_notice_is_over(world, invoice):
    authorise(world)
    pay_by_mandates()
    after(3 * DAY - timedelta(minutes=5))
    assert not Payment.objects.exists()
    assert told("autopay_announced") == 1


def test_it_is_charged_once_when_its_time_has_come(world, invoice):
    mandate = authorise(world)
    pay_by_mandates()
    for days in (4, 4, 40):
        after(days * DAY)
    payment = Payment.objects.get()
    assert (payment.state, payment.mandate_id, outstanding(invoice)) == ("succeeded", mandate.pk, 0)
    assert PlannedPayment.objects.get().state == "paid"


def test_the_notice_says_what_when_and_how_to_stop(world, invoice):
    authorise(world)
    pay_by_mandates()
    send_due()
    text = next(m.body for m in delivered.outbox if "what comes next" in m.subject)
    assert all(words in text for words in ("F-1", "€120.00 on", "pause or remove", "/methods/"))


def test_what_is_due_later_is_not_announced_yet(world):
    make_invoice(world.account, "F-9", due_in=30)
    authorise(world)
    pay_by_mandates()
    assert not PlannedPayment.objects.exists()


def test_what_is_above_the_limit_is_told_once_and_never_charged(world, invoice):
    authorise(world, limit=11999)
    pay_by_mandates()
    after(40 * DAY)
    assert (told("autopay_announced"), PlannedPayment.objects.get().state) == (1, "over_limit")
    assert not Payment.objects.exists()


def test_a_decline_is_told_and_tried_again_by_the_schedule_then_given_up(world, invoice):
    authorise(world, kept_card(world, NO_MONEY))
    pay_by_mandates()
    tries = []
    for days in (4, 6, 8, 14, 15, 30, 60):
        after(days * DAY)
        tries.append(Payment.objects.count())
    assert tries == [1, 1, 2, 2, 3, 3, 3]
    assert (told("autopay_declined"), told("declined"), PlannedPayment.objects.get().state) == (3, 0, "given_up")


def test_an_answer_that_does_not_come_is_waited_for_and_never_charged_again(world, invoice):
    authorise(world, kept_card(world, TIMES_OUT))
    pay_by_mandates()
    for days in (4, 5, 6):
        after(days * DAY)
    assert Payment.objects.get().state == "unknown"
    with clock.at(clock.now() + 7 * DAY):
        flow.resolve_unknown()
        pay_by_mandates()
    assert [p.state for p in Payment.objects.all()] == ["succeeded"]
    assert PlannedPayment.objects.get().state == "paid"


def test_no_more_than_announced_and_no_more_than_is_left_is_charged(world, invoice):
    card = kept_card(world)
    authorise(world, card)
    pay_by_mandates()
    order(world, "payer", {invoice: 5000}, method=card)
    after(4 * DAY)
    assert list(Payment.objects.order_by("pk").values_list("amount_minor", flat=True)) == [5000, 7000]


def test_pausing_calls_off_what_was_announced_and_confirming_announces_it_anew(world, invoice):
    authorise(world)
    pay_by_mandates()
    commands.stop_autopay(world.actor("full"), account=world.account, is_removed=False)
    after(10 * DAY)
    assert not Payment.objects.exists()
    commands.confirm_autopay(world.actor("full"), account=world.account)
    pay_by_mandates()
    assert sorted(PlannedPayment.objects.values_list("state", flat=True)) == ["announced", "called_off"]


def test_what_was_removed_cannot_be_confirmed(world):
    authorise(world)
    commands.stop_autopay(world.actor("full"), account=world.account, is_removed=True)
    with refused("no_mandate"):
        commands.confirm_autopay(world.actor("full"), account=world.account)


def test_it_stops_when_its_method_is_removed(world, invoice):
    card = kept_card(world)
    authorise(world, card)
    pay_by_mandates()
    flow.forget_method(world.actor("full"), account=world.account, uid=card.uid)
    after(4 * DAY)
    assert (Mandate.objects.get().ended_because, told("autopay_ended")) == ("method_gone", 1)
    assert not Payment.objects.exists()


@pytest.mark.parametrize("persona", ["payer", "viewer", "pbx_payer"])
def test_only_who_manages_methods_and_pays_authorises_it(world, persona):
    card = kept_card(world)
    with pytest.raises(Forbidden):
        authorise(world, card, persona)


def test_the_notice_is_neither_too_short_nor_too_long(world):
    card = kept_card(world)
    for days in (2, 31):
        with refused("notice_out_of_range"):
            authorise(world, card, notice_days=days)


def test_an_expiring_card_is_told_of_thirty_and_seven_days_before_once_each(world):
    card = kept_card(world)
    PaymentMethod.objects.filter(pk=card.pk).update(expires_on=clock.today() + 40 * DAY)
    counts = []
    for days in (0, 10, 11, 33, 34, 41):
        with clock.at(clock.now() + days * DAY):
            tell_of_expiring_methods()
        counts.append(told("method_expires"))
    assert counts == [0, 1, 1, 2, 2, 2]
