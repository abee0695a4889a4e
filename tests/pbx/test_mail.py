"""The mail to somebody who gained or lost View or Pay."""

import pytest
from django.core import mail as post

from bursar.core import clock
from bursar.mail.models import OutboxMail
from bursar.mail.outbox import enqueue
from bursar.mail.sender import send_due
from tests.personas import World


def tell(world: World):
    about = {"given": ["view_invoices"], "taken": ["pay_invoices"]}
    enqueue("pbx.permissions_changed", account=world.account.pk, person=world.person("member").pk, about=about)


@pytest.mark.django_db
def test_the_mail_says_what_was_given_and_taken(world):
    tell(world)
    assert send_due() == 1
    text = post.outbox[0].body
    assert "You were given “View invoices”." in text
    assert "“Pay invoices” was taken back from you." in text


def test_nobody_writes_to_a_person_who_was_deactivated(world):
    tell(world)
    type(world.person("member")).objects.update(deactivated_at=clock.now())
    assert (send_due(), OutboxMail.objects.get().sent_at is not None) == (0, True)
