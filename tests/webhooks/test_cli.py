"""`bursar webhook`, and what follows from looking at invoices and from paying."""

import json

import pytest

from bursar.cli.main import main
from bursar.invoices.looks import note_look
from bursar.invoices.telling import tell_of_looks
from bursar.webhooks.models import Event
from bursar.webhooks.sending import deliver_due
from tests.invoices.making import make_invoice
from tests.payments.paying import APPROVED, NO_MONEY, at_provider, deliver_notices, order

pytestmark = pytest.mark.django_db(transaction=True)


def run(capsys, *words):
    """What a command prints as JSON; it has to end well."""
    assert main([*words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_an_endpoint_is_added_listed_tried_and_shown(program, endpoint, capsys, settings):
    settings.WEBHOOKS_TO_LOOPBACK = True
    made = run(capsys, "webhook", "add", program.url, "--event", "payment.failed", "--operator", "Ada")[0]
    assert made["secret"].startswith("whsec_")
    assert main(["webhook", "ping", made["uid"], "--operator", "Ada"]) == 0
    deliver_due()
    capsys.readouterr()
    assert run(capsys, "webhook", "list")[0]["events"] == "payment.failed"
    shown = run(capsys, "webhook", "deliveries", made["uid"])[0]
    assert (shown["type"], shown["state"], shown["status"]) == ("ping", "taken", 204)


@pytest.mark.parametrize("words", ["ping none", "rotate none", "disable none --reason x", "replay none --event x"])
def test_one_that_is_not_there_is_said_so(words, capsys, db):
    assert main(["webhook", *words.split(), "--operator", "Ada"]) == 1
    assert "there is no such webhook" in capsys.readouterr().err


def test_a_look_at_an_invoice_is_told_once(world, endpoint):
    endpoint()
    invoice = make_invoice(world.account, "F-1")
    note_look(world.actor("viewer"), document=invoice, is_download=True)
    assert (tell_of_looks(), tell_of_looks()) == (1, 0)
    event = Event.objects.get()
    assert (event.type, event.data["invoice"]["uid"], event.data["is_download"]) == (
        "invoice.viewed",
        invoice.uid,
        True,
    )


def test_a_look_that_nobody_asks_for_is_not_kept_for_later(world, endpoint):
    note_look(world.actor("viewer"), document=make_invoice(world.account, "F-1"))
    assert tell_of_looks() == 0
    endpoint()
    assert tell_of_looks() == 0


def test_a_payment_is_told_with_what_it_paid(world, endpoint):
    endpoint(types=["payment.succeeded", "payment.failed"])
    for card, number in ((APPROVED, "F-1"), (NO_MONEY, "F-2")):
        at_provider(order(world, "payer", {make_invoice(world.account, number): 5000}), card)
    deliver_notices()
    told = {event.type: event.data["payment"] for event in Event.objects.all()}
    assert {kind: said["parts"][0]["number"] for kind, said in told.items()} == {
        "payment.succeeded": "F-1",
        "payment.failed": "F-2",
    }
    assert told["payment.succeeded"]["amount_minor"] == 5000
