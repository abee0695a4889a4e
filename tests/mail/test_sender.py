"""The outbox: sent once, retried with back-off, given up in the end, never lost."""

from datetime import timedelta

import pytest
from django.core import mail as delivered
from django.template import TemplateDoesNotExist

from bursar.core import clock
from bursar.mail.builders import Letter, builds
from bursar.mail.models import OutboxMail
from bursar.mail.outbox import enqueue
from bursar.mail.sender import BACK_OFF, send_due


@builds("tests.broken")
def broken(mail: OutboxMail) -> Letter:
    raise TemplateDoesNotExist("secret text")


@builds("tests.moot")
def moot(mail: OutboxMail) -> None:
    return None


def test_a_mail_that_fails_is_tried_again_later(db):
    enqueue("tests.broken", account=None, about={}, address="a@example.com")
    assert send_due() == 0
    waiting = OutboxMail.objects.get()
    assert waiting.sent_at is None
    assert waiting.due_at > clock.now()


def test_the_error_kept_is_a_class_never_a_text(db):
    enqueue("tests.broken", account=None, about={}, address="a@example.com")
    send_due()
    assert OutboxMail.objects.get().last_error == "TemplateDoesNotExist"


def test_a_mail_is_given_up_after_the_last_try(db):
    enqueue("tests.broken", account=None, about={}, address="a@example.com")
    later = clock.now()
    for minutes in BACK_OFF:
        with clock.at(later):
            send_due()
        later += timedelta(minutes=minutes + 1)
    assert OutboxMail.objects.get().given_up_at is not None


def test_what_is_moot_is_not_sent_and_not_tried_again(db):
    enqueue("tests.moot", account=None, about={}, address="a@example.com")
    assert send_due() == 0
    assert OutboxMail.objects.get().sent_at is not None
    assert delivered.outbox == []


def test_a_mail_goes_to_a_person_or_an_address_never_both(db):
    with pytest.raises(ValueError, match="person or to an address"):
        enqueue("tests.moot", account=None, about={}, address="a@example.com", person=1)


def test_one_of_many_waits_until_no_other_mail_is_due(db):
    enqueue("tests.moot", account=None, about={}, address="many@example.com")
    OutboxMail.objects.update(is_bulk=True)
    enqueue("tests.moot", account=None, about={}, address="alone@example.com")
    send_due(limit=1)
    assert OutboxMail.objects.get(sent_at__isnull=False).to_address == "alone@example.com"
