"""Full administrators are told of access and security whatever is chosen for recipients: nothing switches it off."""

import pytest
from django.core import mail as delivered

from bursar.access.permissions import Level
from bursar.accounts.models import Person
from bursar.billing import commands
from bursar.billing.models import BillingDetails, BillingPortal, Recipient
from bursar.billing.queries.mailing import chosen
from bursar.core import clock
from bursar.grants.queries import access_to
from bursar.mail.sender import send_due
from bursar.portals.billing.sent import sent
from tests.billing.conftest import give, seen
from tests.personas import World

pytestmark = pytest.mark.django_db(transaction=True)


def told(world: World, person: Person) -> int:
    """How many mails the person is sent of somebody's removal."""
    gone = give(world, "gone", Level.VIEWER)
    delivered.outbox.clear()
    commands.remove_billing_admin(world.actor("full"), account=world.account, person=gone, seen=seen(world, gone))
    send_due()
    return sum(each.to == [person.email] for each in delivered.outbox)


def test_stopping_the_bills_at_ones_address_stops_no_word_on_access(world: World):
    other = give(world, "other", Level.FULL)
    row = Recipient.objects.create(
        portal=world.account.billing_portal, email=other.email, confirmed_at=clock.now(), wants_invoices=True
    )
    commands.remove_recipient(world.actor("full"), account=world.account, uid=row.uid)
    assert told(world, other) == 1


def test_there_is_nothing_to_switch_them_off_with():
    """No column of a person, a portal or its details says what they are told: only recipients choose."""
    names = {field.name for model in (Person, BillingPortal, BillingDetails) for field in model._meta.get_fields()}
    assert not [name for name in names if name.startswith(("wants_", "notif", "mute", "is_muted", "subscri"))]


def test_the_page_says_who_is_sent_what(world: World, signed_in):
    portal = world.account.billing_portal
    Recipient.objects.create(portal=portal, email="books@example.com", confirmed_at=clock.now(), wants_reminders=True)
    Recipient.objects.create(portal=portal, email="lost@example.com", confirmed_at=clock.now())
    Recipient.objects.create(portal=portal, email="unasked@example.com")
    rows = list(Recipient.objects.order_by("pk"))
    shown = sent(access_to(world.actor("full"), world.account), chosen(rows, {rows[1].pk}))
    assert {row.what: row.whom for row in shown if not row.is_fixed} == {
        "New invoices": ["books@example.com"],
        "Receipts and refunds": ["Whoever paid"],
        "Reminders of what is due": ["books@example.com"],
    }
    page = signed_in("full", entered="billing").get(f"/billing/{world.account.number}/details/").content.decode()
    assert page.count("Always on") == sum(row.is_fixed for row in shown) == 3
