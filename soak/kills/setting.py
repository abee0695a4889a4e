"""Accounts, bills and cards for what is killed, made by the commands that people use."""

from typing import Any

from bursar.access.actor import Actor
from bursar.accounts.models import Account, Person
from bursar.accounts.steps import operator_named
from bursar.core import clock, ids
from bursar.invoices.importing import import_documents
from bursar.invoices.models import Document
from bursar.payments import flow
from bursar.payments.gateways.sandbox import provider
from bursar.payments.models import MethodSetup
from soak.kills.killing import apart
from tests.invoices import files

AMOUNT = 12000  # minor units of each invoice here


def file_of(account: Account, numbers: list[str]) -> bytes:
    """An import file with an invoice of 120.00 EUR for each number."""
    issued, due = clock.today().isoformat(), clock.today().replace(year=clock.today().year + 1).isoformat()
    return files.as_json(*(files.invoice(account.number, n, issued_on=issued, due_on=due) for n in numbers))


def take_in(content: bytes) -> Any:
    """Import a file as the operator."""
    return import_documents(operator_named("Olive"), content=content, file_name="bills.json")


def bills(account: Account, count: int) -> list[Document]:
    """So many invoices, taken in by one file."""
    numbers = [f"K-{ids.public_id()}" for _ in range(count)]
    apart(lambda: take_in(file_of(account, numbers)))  # rendering leaves threads, which a fork does not survive
    return list(Document.objects.filter(number__in=numbers).order_by("pk"))


def keep_card(account: Account, person: Person) -> None:
    """A card that approves, kept for the account."""
    actor = Actor.person(person.pk, door="billing")
    page = flow.begin_method(actor, account=account, return_url=lambda uid: f"/setups/{uid}/")
    provider.submit(page.reference, provider.Typed("4242424242424242", "11/39", notices="never"))
    flow.check_method_setup(MethodSetup.objects.get(account=account, finished_at=None))
