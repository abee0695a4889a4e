"""Reminders: due soon and overdue, once for each step, to those who want them, with what is left."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from bursar.billing.models import Recipient
from bursar.core import clock
from bursar.core.days import format_day
from bursar.invoices import steps
from bursar.mail.models import OutboxMail
from bursar.mail.sender import send_due
from bursar.payments.autopay import pay_by_mandates
from bursar.payments.models import Reminder
from bursar.payments.reminding import remind_due
from tests.invoices.making import make_invoice
from tests.payments.authorising import authorise
from tests.payments.paying import order

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def accounting(world, settings):
    """Somebody who wants reminders, and a schedule."""
    settings.REMINDERS = (-5, 3, 14)
    return recipient(world, "accounting@example.com")


def recipient(world, email, language="en", **more):
    said = {"wants_reminders": True, "wants_invoices": False, "confirmed_at": clock.now(), **more}
    return Recipient.objects.create(portal=world.account.billing_portal, email=email, language=language, **said)


@pytest.mark.parametrize(
    ("due_in", "count"), [(9, 0), (5, 1), (2, 1), (0, 0), (-2, 0), (-3, 1), (-6, 1), (-9, 0), (-14, 1)]
)
def test_it_is_told_on_the_days_of_the_schedule_and_a_little_late(world, due_in, count):
    make_invoice(world.account, "F-1", due_in=due_in)
    assert remind_due() == count


def test_each_step_is_taken_once(world):
    make_invoice(world.account, "F-1", due_in=5)
    assert (remind_due(), remind_due()) == (1, 0)
    assert OutboxMail.objects.filter(kind="payments.reminder").count() == 1


def test_a_step_and_its_mails_are_written_together_or_not_at_all(world, monkeypatch):
    make_invoice(world.account, "F-1", due_in=5)
    monkeypatch.setattr("bursar.payments.reminding.enqueue", lambda *_args, **_more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        remind_due()
    assert not Reminder.objects.exists()


def test_the_mail_says_when_it_is_going_to_be_paid_automatically(world):
    make_invoice(world.account, "F-1", due_in=4)
    authorise(world, notice_days=4)
    pay_by_mandates()
    OutboxMail.objects.all().delete()
    remind_due()
    send_due()
    there = clock.now().astimezone(ZoneInfo(world.account.time_zone))
    day = format_day(there + timedelta(days=4), "medium", "en")
    assert f"paid automatically on {day}: there is nothing to do." in mail.outbox[0].body
    assert "Billing administrators see and pay it" not in mail.outbox[0].body


def test_the_mail_says_what_is_left_and_since_when(world):
    invoice = make_invoice(world.account, "F-1", due_in=-3)
    steps.post_payment(invoice, 1, 5000, clock.now())
    remind_due()
    send_due()
    assert mail.outbox[0].subject == "Invoice F-1 is overdue"
    assert "€70.00" in mail.outbox[0].body
    assert "3 days ago" in mail.outbox[0].body


def test_all_of_a_language_are_in_to_and_see_one_another(world):
    recipient(world, "boss@example.com")
    recipient(world, "compta@example.com", "fr")
    make_invoice(world.account, "F-1", due_in=5)
    remind_due()
    send_due()
    assert sorted(sorted(each.to) for each in mail.outbox) == [
        ["accounting@example.com", "boss@example.com"],
        ["compta@example.com"],
    ]


def test_who_is_not_confirmed_or_wants_none_gets_none(world, accounting):
    accounting.delete()
    recipient(world, "new@example.com", confirmed_at=None)
    recipient(world, "other@example.com", wants_reminders=False)
    make_invoice(world.account, "F-1", due_in=5)
    remind_due()
    assert not OutboxMail.objects.exists()


def test_what_is_paid_or_under_way_is_not_reminded_of(world):
    paid, going = (make_invoice(world.account, number, due_in=5) for number in ("F-1", "F-2"))
    steps.post_payment(paid, 1, 12000, clock.now())
    order(world, "payer", {going: 12000})
    assert remind_due() == 0


def test_what_is_paid_before_the_mail_is_sent_is_not_reminded_of(world):
    invoice = make_invoice(world.account, "F-1", due_in=5)
    remind_due()
    steps.post_payment(invoice, 1, 12000, clock.now())
    assert send_due() == 0


def test_the_operator_may_want_none(world, settings):
    settings.REMINDERS = ()
    make_invoice(world.account, "F-1", due_in=5)
    assert remind_due() == 0


def test_the_day_is_that_of_the_account(world, monkeypatch):
    make_invoice(world.account, "F-1", due_in=6)
    world.account.time_zone = "Pacific/Kiritimati"  # UTC+14: tomorrow, after ten in the morning
    world.account.save()
    midday = clock.now().replace(hour=12)
    monkeypatch.setattr(clock, "now", lambda: midday)
    assert remind_due() == 1
    assert timedelta(0) <= clock.now() - Reminder.objects.get().at < timedelta(days=1)
