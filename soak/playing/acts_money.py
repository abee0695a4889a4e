"""How bills are taken in and paid, with the sandbox provider in between."""

import json
from dataclasses import asdict
from typing import Any

from bursar.access.actor import Actor
from bursar.core.money import to_decimal
from bursar.invoices.commands import take_in as command
from bursar.invoices.intake.reading import read
from bursar.invoices.models import Document
from bursar.payments import commands
from bursar.payments.gateways.base import KeptMethod, Outcome, OutcomeState
from bursar.payments.models import Payment, PaymentMethod
from soak.playing.acts import Made, Record, account, act, actor, operator, uid

JOB = Actor.job("soak")
ISSUER = {"key": "acme", "name": "Acme Telecom"}


@act
def take_in(r: Record) -> Made:
    """The file as an operator gives it; without VAT, so that the gross is the line."""
    number = account(r).number
    documents = [_document(row, number) for row in r["args"]["documents"]]
    content = json.dumps({"issuers": [ISSUER], "documents": documents}).encode()
    command(operator(), batch=read(content, "soak.json"), tell=False)
    numbers = [row["number"] for row in r["args"]["documents"]]
    return {"documents": dict(Document.objects.filter(number__in=numbers).values_list("number", "pk"))}


def _document(row: dict[str, Any], account_number: str) -> dict[str, Any]:
    price = str(to_decimal(row["gross"], row["currency"]))
    line = {"description": "Telephony", "quantity": 1, "unit_price": price, "vat_rate": 0}
    document = {"issuer": "acme", "account": account_number, "kind": row["kind"], "number": row["number"]}
    more = {"due_on": row["due"]} if row["kind"] == "invoice" else {"refers_to": row["refers_to"]}
    return {**document, **more, "issued_on": "2026-01-15", "currency": row["currency"], "lines": [line]}


@act
def intend_payment(r: Record) -> Made:
    a = r["args"]
    method = "" if a["method"] is None else uid(PaymentMethod, a["method"])
    made = commands.intend_payment(
        actor(r), account=account(r), parts={uid(Document, pk): amount for pk, amount in a["parts"]},
        method_uid=method, key=a["key"], through="billing",
    )  # fmt: skip
    return {"id": made.pk}


def outcome(words: dict[str, Any]) -> Outcome:
    """What the provider answered, as a record holds it."""
    kept = KeptMethod(**words["method"], expires_on=None) if words["method"] else None
    return Outcome(OutcomeState(words["state"]), words["reference"], words["decline_reason"], kept)


def words_of(said: Outcome) -> dict[str, Any]:
    """The same the other way round."""
    kept = {key: value for key, value in asdict(said.method).items() if key != "expires_on"} if said.method else None
    return {
        "state": said.state.value,
        "reference": said.reference,
        "decline_reason": said.decline_reason,
        "method": kept,
    }


@act
def settle_payment(r: Record) -> Made:
    commands.settle_payment(
        JOB, account=account(r), payment_id=r["args"]["payment"], outcome=outcome(r["args"]["outcome"])
    )
    return None


@act
def ask_to_cancel_payment(r: Record) -> Made:
    payment = Payment.objects.get(pk=r["args"]["payment"])
    commands.ask_to_cancel_payment(actor(r), account=account(r), payment=payment)
    return None


@act
def start_adding_method(r: Record) -> Made:
    return {"id": commands.start_adding_method(actor(r), account=account(r)).pk}


@act
def settle_method_setup(r: Record) -> Made:
    said = outcome(r["args"]["outcome"])
    setup = commands.settle_method_setup(JOB, account=account(r), setup_id=r["args"]["setup"], outcome=said)
    return {"method": setup.method_id}


@act
def make_method_default(r: Record) -> Made:
    commands.make_method_default(actor(r), account=account(r), uid=uid(PaymentMethod, r["args"]["method"]))
    return None


@act
def remove_method(r: Record) -> Made:
    commands.remove_method(actor(r), account=account(r), uid=uid(PaymentMethod, r["args"]["method"]))
    return None
