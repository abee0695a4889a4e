"""Paying with a kept card and settling what a payer did at the provider's page, killed; the provider's books judge."""

from collections.abc import Sequence
from secrets import token_hex
from typing import Any

from bursar.access.actor import Actor
from bursar.audit.models import Entry
from bursar.invoices.models import Document, LedgerEntry
from bursar.mail.models import OutboxMail
from bursar.payments import flow
from bursar.payments.gateways.sandbox import provider
from bursar.payments.gateways.sandbox.models import Charge
from bursar.payments.models import Payment
from soak.browser import Browser, Page, came_out, form_in, session_for
from soak.kills.killing import deliver_notices
from soak.kills.operation import Operation, Say
from soak.kills.setting import AMOUNT, bills, keep_card
from soak.people import founded


def _payers(rounds: int) -> dict[str, Any]:
    account, person = founded()
    keep_card(account, person)
    session = session_for(person, f"billing:{account.number}")
    return {"account": account, "actor": Actor.person(person.pk, door="billing"), "session": session,
            "bills": bills(account, rounds + 1)}  # fmt: skip


def _tab(each: dict[str, Any]) -> Page:
    """A tab in which everything is chosen and confirmed but for the last click."""
    browser, path = Browser(each["session"]), f"/billing/{each['account'].number}/invoices/pay/"
    fields = browser.form(f"{path}?invoice={each['bill'].uid}", path)
    return browser, path, form_in(browser.post(path, fields), path)


def _chosen(setting: dict[str, Any], number: int) -> dict[str, Any]:
    each = {**setting, "bill": setting["bills"][number]}
    return {**each, "tab": _tab(each)}


def _pay(page: Page, say: Say) -> None:
    browser, path, fields = page
    say(f"paid {came_out(browser.post(path, fields))}")


def _payments(bill: Document) -> list[Payment]:
    return list(Payment.objects.filter(allocations__invoice=bill).order_by("pk"))


def _paid(each: dict[str, Any]) -> str:
    states = [payment.state for payment in _payments(each["bill"])]
    return "all" if "succeeded" in states else "part" if states else "nothing"


def _pay_again(each: dict[str, Any]) -> None:
    """The same click; when what it ordered was made void meanwhile, the payer orders anew."""
    _pay(each["tab"], lambda _word: None)
    if {payment.state for payment in _payments(each["bill"])} == {"cancelled"}:
        _pay(_tab(each), lambda _word: None)


def _paid_once(each: dict[str, Any], said: Sequence[str]) -> list[str]:
    bill = each["bill"]
    payments = _payments(bill)
    keys = [f"payment-{payment.uid}" for payment in payments]
    charged = list(
        Charge.objects.filter(merchant_key__in=keys, status="approved").values_list("amount_minor", flat=True)
    )
    posted = list(LedgerEntry.objects.filter(invoice=bill, kind="payment").values_list("amount_minor", flat=True))
    done = [payment for payment in payments if payment.state == "succeeded"]
    open_ones = [payment for payment in payments if payment.settled_at is None]
    entries = [
        Entry.objects.filter(on_type="payment", on_id=p.pk, kind="payments.payment.succeeded").count() for p in done
    ]
    receipts = [OutboxMail.objects.filter(kind="payments.receipt", about={"payment": p.pk}).count() for p in done]
    right = (charged, posted, open_ones) == ([AMOUNT], [-AMOUNT], []) and entries == receipts == [1]
    return [] if right else [f"charged {charged} posted {posted} open {open_ones} {entries} {receipts}, said {said}"]


def _at_the_provider(setting: dict[str, Any], number: int) -> dict[str, Any]:
    each = {**setting, "bill": setting["bills"][number]}
    ordered = flow.order_payment(
        setting["actor"], account=setting["account"], parts={each["bill"].uid: AMOUNT}, method_uid="",
        key=token_hex(8), through="billing", return_url=lambda uid: f"/back/{uid}/",
    )  # fmt: skip
    provider.submit(ordered.hosted_url.rstrip("/").rpartition("/")[2], provider.Typed("4242424242424242", "12/39"))
    return {**each, "payment": ordered.payment}


def _settle(_each: dict[str, Any], say: Say) -> None:
    say(f"settled {deliver_notices()}")


def _check(each: dict[str, Any]) -> None:
    flow.check_payment(Payment.objects.get(pk=each["payment"].pk))


OPERATIONS = [
    Operation("pay", _payers, _chosen, lambda each: each["tab"], _pay, _paid, _pay_again, _paid_once),
    Operation(
        "settle", _payers, _at_the_provider, lambda each: each, _settle,
        lambda each: "all" if _paid(each) == "all" else "nothing", _check, _paid_once,
    ),
]  # fmt: skip
