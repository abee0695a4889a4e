"""Sixteen clicks on Pay in two tabs of one browser; the provider's own books say how often money moved."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bursar.accounts.models import Account
from bursar.core import ids
from bursar.invoices.models import Document, LedgerEntry
from bursar.payments.gateways.sandbox.models import Card, Charge
from bursar.payments.models import Payment, PaymentMethod
from soak.browser import Browser, Page, click, form_in, session_for
from soak.people import founded
from soak.races.race import Race
from tests.invoices.making import make_invoice

AMOUNT = 12000


def open_bill(account: Account) -> Document:
    """An invoice to be paid, and a card that the provider keeps for the account, added by its first administrator."""
    card = Card.objects.create(brand="Visa", last_digits="4242", expires_on=date(2039, 12, 31))
    PaymentMethod.objects.create(
        account=account, gateway="sandbox", reference=card.reference, brand="Visa", last_digits="4242",
        expires_on=date(2039, 12, 31), is_default=True, added_by_id=account.grants.earliest("pk").person_id or 0,
    )  # fmt: skip
    return make_invoice(account, f"P-{ids.public_id()}", AMOUNT)


def tab(account: Account, invoice: Document, session: str) -> Page:
    """A tab in which everything is chosen and confirmed but for the last click."""
    browser = Browser(session)
    path = f"/billing/{account.number}/invoices/pay/"
    fields = browser.form(f"{path}?invoice={invoice.uid}", path)
    return browser, path, form_in(browser.post(path, fields), path)


def charged(account: Account) -> list[int]:
    """What the provider took for the account's payments, by its own books."""
    keys = [f"payment-{uid}" for uid in Payment.objects.filter(account=account).values_list("uid", flat=True)]
    charges = Charge.objects.filter(merchant_key__in=keys, status="approved")
    return list(charges.values_list("amount_minor", flat=True))


def _prepare(_number: int) -> dict[str, Any]:
    account, payer = founded()
    invoice, session = open_bill(account), session_for(payer, f"billing:{account.number}")
    return {"account": account, "tabs": [tab(account, invoice, session) for _ in range(2)]}


def _charged_once(each: dict[str, Any], outcomes: Sequence[str]) -> list[str]:
    account = each["account"]
    posted = sum(LedgerEntry.objects.filter(account=account, kind="payment").values_list("amount_minor", flat=True))
    states = sorted(Payment.objects.filter(account=account).values_list("state", flat=True))
    found = (charged(account), posted, states)
    return [] if found == ([AMOUNT], -AMOUNT, ["succeeded"]) else [f"{found}: {outcomes}"]


RACES = [
    Race(
        "16 clicks on Pay in two tabs", 16, 300, _prepare, lambda each, n: each["tabs"][n % 2], click, _charged_once,
        command="intend_payment",
    )
]  # fmt: skip
