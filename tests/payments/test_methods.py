"""Payment methods: added at the provider, made the default, removed."""

import pytest

from bursar.core.errors import Forbidden, NotKnown
from bursar.payments import commands, flow, queries
from bursar.payments.gateways.base import Order, Outcome, OutcomeState
from bursar.payments.gateways.registry import gateway
from bursar.payments.models import PaymentMethod
from tests.invoices.making import make_invoice
from tests.payments.paying import JOB, NO_MONEY, deliver_notices, kept_card, order, refused


def test_the_first_method_is_the_default_one(world):
    first, second = kept_card(world), kept_card(world)
    assert (first.is_default, second.is_default) == (True, False)


def test_another_one_is_made_the_default(world):
    kept_card(world)
    second = kept_card(world)
    commands.make_method_default(world.actor("full"), account=world.account, uid=second.uid)
    assert [m.uid for m in queries.methods(world.account) if m.is_default] == [second.uid]


def test_removing_the_default_one_promotes_the_newest(world):
    first, second = kept_card(world), kept_card(world)
    flow.forget_method(world.actor("full"), account=world.account, uid=first.uid)
    assert [(m.uid, m.is_default) for m in queries.methods(world.account)] == [(second.uid, True)]


def test_a_removed_method_cannot_be_charged(world):
    invoice, card = make_invoice(world.account, "F-1"), kept_card(world)
    flow.forget_method(world.actor("full"), account=world.account, uid=card.uid)
    with refused("method_unknown"):
        order(world, "payer", {invoice: 100}, method=card)
    assert gateway().charge_method(Order("k", 1, "EUR", ""), card.reference).state == "declined"


def test_an_expired_method_cannot_be_charged(world):
    invoice, card = make_invoice(world.account, "F-1"), kept_card(world)
    PaymentMethod.objects.filter(pk=card.pk).update(expires_on="2020-01-31")
    with refused("method_expired"):
        order(world, "payer", {invoice: 100}, method=card)


@pytest.mark.parametrize("persona", ["payer", "viewer", "pbx_payer"])
def test_methods_are_for_those_who_may_manage_them(world, persona):
    card = kept_card(world)
    with pytest.raises(Forbidden):
        commands.start_adding_method(world.actor(persona), account=world.account)
    with pytest.raises(Forbidden):
        commands.remove_method(world.actor(persona), account=world.account, uid=card.uid)


def test_a_method_of_another_account_does_not_exist(world, other_world):
    card = kept_card(other_world, persona="founder")
    with pytest.raises(NotKnown):
        commands.remove_method(world.actor("full"), account=world.account, uid=card.uid)


def test_a_kept_card_behaves_later_as_it_did_when_it_was_added(world):
    payment = order(
        world, "payer", {make_invoice(world.account, "F-1"): 100}, method=kept_card(world, NO_MONEY)
    ).payment
    assert payment.decline_code == "insufficient_funds"


def test_an_addition_is_written_once_however_often_it_is_told(world):
    card = kept_card(world)
    for _ in range(2):
        flow.check_method_setup(card.setup)
    deliver_notices()
    assert PaymentMethod.objects.count() == 1


def test_turning_back_at_the_provider_adds_nothing(world):
    setup = commands.start_adding_method(world.actor("full"), account=world.account)
    commands.settle_method_setup(JOB, account=world.account, setup_id=setup.pk, outcome=Outcome(OutcomeState.CANCELLED))
    setup.refresh_from_db()
    assert setup.finished_at is not None
    assert not PaymentMethod.objects.exists()
