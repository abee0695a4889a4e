"""The authority of automatic payment: it outlives who gave it for a stated time, and somebody else confirms it."""

from datetime import timedelta

import pytest

from bursar.access.permissions import Level
from bursar.core import clock
from bursar.grants.models import Grant
from bursar.mail.models import OutboxMail
from bursar.payments import commands
from bursar.payments.autopay import pay_by_mandates
from bursar.payments.autopay_steps import CONFIRM_WITHIN
from bursar.payments.models import Mandate, Payment
from tests.invariants import broken
from tests.invoices.making import make_invoice
from tests.payments.authorising import DAY, after, authorise, told
from tests.payments.paying import outstanding
from tests.personas import MAKERS, billing_admin

HELD, ONCE = "mandates_carried_payments", "plans_are_charged_once"


@pytest.fixture(autouse=True)
def _a_second_full(monkeypatch):
    """One more Full administrator, of these tests alone."""
    monkeypatch.setitem(MAKERS, "second", lambda world, name: billing_admin(world, name, Level.FULL))


@pytest.fixture(autouse=True)
def sound(db):
    """Whatever a test does, the invariants hold after it."""
    yield
    with clock.at(clock.now() + 100 * DAY):
        assert not broken(HELD)
        assert not broken(ONCE)


@pytest.fixture
def invoice(world):
    return make_invoice(world.account, "F-1", 12000, due_in=2)


@pytest.fixture
def orphaned(world, invoice):
    """Whoever authorised it holds nothing any more, and another Full administrator is there."""
    world.person("second")
    mandate = authorise(world)
    pay_by_mandates()
    Grant.objects.filter(person=world.person("full")).update(closed_at=clock.now())
    return mandate


def test_the_others_are_told_to_confirm_it_and_it_goes_on_meanwhile(world, invoice, orphaned):
    after(2 * timedelta(hours=1))
    readers = OutboxMail.objects.filter(kind="payments.autopay_confirm").values_list("to_person_id", flat=True)
    assert set(readers) == {world.person("second").pk, world.person("full").pk}
    after(4 * DAY)
    assert outstanding(invoice) == 0
    assert told("autopay_confirm") == 2


def test_nothing_is_ordered_on_a_lost_authority_before_the_others_were_told(world, invoice, orphaned):
    Mandate.objects.update(look_at=clock.now() + 30 * DAY)  # its turn to be looked at is far off
    after(4 * DAY)
    assert not Payment.objects.exists()
    after(4 * DAY)
    assert told("autopay_confirm") == 2


def test_another_one_confirms_it_by_one_click_and_what_was_announced_stays(world, invoice, orphaned):
    after(2 * timedelta(hours=1))
    with clock.at(clock.now() + 3 * timedelta(hours=1)):
        mandate = commands.confirm_autopay(world.actor("second"), account=world.account)
    assert (mandate.authorised_by, mandate.orphaned_at) == (world.person("second"), None)
    after(4 * DAY)
    assert Payment.objects.get().ordered_by == world.person("second")
    assert told("autopay_announced") == 2


def test_it_stops_and_says_so_when_nobody_confirms_it(world, invoice, orphaned):
    after(timedelta(hours=2))
    late = make_invoice(world.account, "F-2", 500, due_in=20)
    after(CONFIRM_WITHIN + DAY)
    after(40 * DAY)
    assert (Mandate.objects.get().ended_because, told("autopay_ended")) == ("not_confirmed", 2)
    assert outstanding(late) == 500


def test_a_payment_outside_its_mandate_is_a_breach(world, invoice):
    authorise(world)
    pay_by_mandates()
    after(4 * DAY)
    Mandate.objects.update(limit_minor=11999)
    with clock.at(clock.now() + 100 * DAY):
        assert broken(HELD)
    Mandate.objects.update(limit_minor=50000)
