"""Money that comes without an order of ours: taken in from a file, settled or waiting."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from bursar.accounts.steps import operator_named
from bursar.audit.models import Entry
from bursar.billing.models import Recipient
from bursar.cli.data import verify
from bursar.cli.main import main
from bursar.core import clock
from bursar.core.errors import Forbidden
from bursar.grants.queries import access
from bursar.invoices.intake.problems import FileRefused
from bursar.invoices.models import Document, Standing
from bursar.invoices.queries import credit_of
from bursar.invoices.references import reference_of
from bursar.mail.models import OutboxMail
from bursar.payments import commands, queries
from bursar.payments.models import IncomingPayment, Payment
from bursar.payments.receiving import take_in_file
from bursar.payments.refunding import order_refund
from tests.invoices.making import make_invoice
from tests.personas import World
from tests.refusals import refused

pytestmark = pytest.mark.django_db(transaction=True)
Take = Callable[..., commands.TakenMoney]


@pytest.fixture
def take(db: None) -> Take:
    """Take in payments, each by what differs from an ordinary one."""

    def act(*payments: dict[str, Any]) -> commands.TakenMoney:
        plain = {"source": "bank", "received_on": "2026-11-20", "amount": "120.00", "currency": "EUR"}
        said = [{**plain, "reference": f"T{number}", **one} for number, one in enumerate(payments)]
        content = json.dumps({"payments": said}).encode()
        return take_in_file(operator_named("Ada"), content=content, name="a.json")

    return act


def left(invoice: Document) -> int:
    return Standing.objects.get(pk=invoice.pk).outstanding_minor


@pytest.mark.parametrize("text", ["{reference}", "Invoice F-1, thank you", "f-1 F-1."])
def test_an_invoice_is_settled_by_its_reference_or_its_number(world, take, text):
    invoice = make_invoice(world.account, "F-1")
    taken = take({"text": text.format(reference=reference_of(invoice.uid))})
    assert (taken.settled, left(invoice)) == (1, 0)


def test_the_same_again_changes_nothing(world, take):
    make_invoice(world.account, "F-1")
    take({"text": "F-1"})
    assert take({"text": "F-1"}).unchanged == 1
    assert Payment.objects.count() == 1


def test_the_same_reference_with_another_amount_is_refused(world, take):
    make_invoice(world.account, "F-1")
    take({"text": "F-1"})
    with pytest.raises(FileRefused) as caught:
        take({"text": "F-1", "amount": "121.00"})
    assert caught.value.problems[0].code == "reference_taken"


def test_one_transfer_settles_several_invoices_soonest_due_first(world, take):
    later, sooner = make_invoice(world.account, "F-1", due_in=30), make_invoice(world.account, "F-2", due_in=3)
    take({"text": "F-1 F-2", "amount": "150.00"})
    assert (left(sooner), left(later)) == (0, 9000)


def test_too_much_becomes_credit(world, take):
    invoice = make_invoice(world.account, "F-1")
    take({"text": "F-1", "amount": "130.50"})
    assert (left(invoice), credit_of(world.account)) == (0, {"EUR": 1050})


def test_what_names_no_invoice_waits(world, take):
    assert take({"text": "Thank you"}).waiting == 1
    assert [row.why for row in queries.waiting_money()] == ["no_invoice"]


def test_invoices_of_two_accounts_make_it_wait(world, other_world, take):
    make_invoice(world.account, "F-1")
    make_invoice(other_world.account, "F-2")
    take({"text": "F-1 F-2"})
    assert queries.waiting_money().get().why == "several_accounts"


def test_another_currency_makes_it_wait(world, take):
    make_invoice(world.account, "F-1")
    take({"text": "F-1", "currency": "USD"})
    assert queries.waiting_money().get().why == "other_currency"


def test_an_account_that_is_named_has_it_as_credit(world, take):
    take({"account": world.account.number, "method": "Cheque"})
    assert credit_of(world.account) == {"EUR": 12000}


def test_the_operator_says_what_waiting_money_is_for(world, take):
    invoice = make_invoice(world.account, "F-1")
    take({})
    uid = queries.waiting_money().get().uid
    commands.assign_money(operator_named("Ada"), uid=uid, account=world.account, numbers=["F-1"])
    assert (left(invoice), queries.waiting_money().count()) == (0, 0)
    with refused("not_waiting"):
        commands.dismiss_money(operator_named("Ada"), uid=uid, reason="Late")


def test_it_cannot_be_for_invoices_of_another_account(world, other_world, take):
    make_invoice(other_world.account, "F-1")
    take({})
    with refused("no_such_invoice"):
        commands.assign_money(
            operator_named("Ada"), uid=queries.waiting_money().get().uid, account=world.account, numbers=["F-1"]
        )


def test_what_is_dismissed_waits_no_more(take):
    take({})
    commands.dismiss_money(operator_named("Ada"), uid=queries.waiting_money().get().uid, reason="Not ours")
    assert IncomingPayment.objects.get().note == "Not ours"


def test_recipients_of_receipts_get_one_and_nobody_else(world, take):
    Recipient.objects.create(
        portal=world.account.billing_portal, email="pay@example.com", wants_receipts=True, confirmed_at=clock.now()
    )
    make_invoice(world.account, "F-1")
    take({"text": "F-1"})
    mails = OutboxMail.objects.filter(kind="payments.receipt")
    assert [(mail.to_address, mail.to_person_id) for mail in mails] == [("pay@example.com", None)]


def test_it_is_dated_when_the_bank_received_it(world, take):
    make_invoice(world.account, "F-1")
    take({"text": "F-1"})
    payment = Payment.objects.get()
    assert payment.settled_at is not None
    assert str(payment.settled_at.date()) == "2026-11-20"


def test_one_wrong_payment_keeps_all_of_them_out(world, take):
    make_invoice(world.account, "F-1")
    with pytest.raises(FileRefused) as caught:
        take({"text": "F-1"}, {"amount": "-1"}, {"currency": "XXQ"}, {"received_on": "20/11/2026"}, {"account": "C-0"})
    codes = {problem.code for problem in caught.value.problems}
    assert codes == {"bad_amount", "unknown_currency", "bad_date", "unknown_account"}
    assert not Payment.objects.exists()
    assert Entry.objects.filter(kind="refused.refuse_file").count() == 1


def test_nobody_else_takes_in_money(world):
    with pytest.raises(Forbidden):
        commands.take_in_payments(world.actor("full"), told=[])


def test_what_was_transferred_is_paid_back_by_hand_and_said_so(world, take):
    invoice = make_invoice(world.account, "F-1")
    take({"text": "F-1"})
    payment = Payment.objects.get()
    made = order_refund(
        operator_named("Ada"), account=world.account, payment=payment, amount_minor=2000, reason="Twice", key="k"
    )
    assert (made.state, left(invoice)) == ("succeeded", 2000)
    assert not OutboxMail.objects.filter(kind="payments.refunded", to_person_id__isnull=True, to_address="").exists()


def test_pages_show_it(world, signed_in, take):
    invoice = make_invoice(world.account, "F-1")
    take({"text": "F-1", "payer": "Customer SARL"})
    payment = queries.payments(access(world.actor("full"), world.account.number)).rows[0]
    browser, number = signed_in("full", entered="billing"), world.account.number
    for path in ("payments/", f"payments/{payment.uid}/", f"invoices/{invoice.uid}/"):
        answer = browser.get(f"/billing/{number}/{path}")
        assert answer.status_code == 200
        assert b"Customer SARL" in answer.content
    assert b"Bank transfer" in browser.get(f"/billing/{number}/payments/").content
    assert browser.get(f"/billing/{number}/payments/{payment.uid}/receipt.pdf").status_code in (200, 302)


def test_the_command_takes_a_csv_file_and_says_what_waits(world: World, tmp_path, capsys):
    make_invoice(world.account, "F-1")
    file = tmp_path / "bank.csv"
    file.write_text(
        "source,reference,received_on,amount,currency,text\nbank,1,2026-11-20,120.00,EUR,F-1\nbank,2,2026-11-20,5,EUR,?\n"
    )
    assert main(["payment", "import", str(file), "--operator", "Ada", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0] == {"settled": 1, "waiting": 1, "unchanged": 0, "left_out": 0}
    assert main(["payment", "waiting", "--json"]) == 0
    row = json.loads(capsys.readouterr().out)[0]
    assert main(["payment", "assign", row["uid"], "--account", world.account.number, "--operator", "Ada"]) == 0
    assert credit_of(world.account) == {"EUR": 500}


def test_the_data_holds(world, take):
    make_invoice(world.account, "F-1")
    take({"text": "F-1", "amount": "150.00"}, {"account": world.account.number}, {"text": "nothing"})
    about = {str(number) for number in range(27, 37)}
    assert [(v.invariant.name, v.named) for v in verify() if v.named and v.invariant.number in about] == []
