"""What the processes do while a large file is taken in: the import itself, and forms of people of its accounts."""

import resource
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.db import connection

from bursar.access.actor import Actor
from bursar.accounts.models import Account, Person
from bursar.accounts.steps import operator_named
from bursar.billing.commands import add_recipient
from bursar.core import ids
from bursar.invoices.importing import import_documents
from bursar.invoices.models import Document
from soak.browser import Browser, form_in, session_for
from soak.kills.setting import file_of, keep_card
from soak.people import founded
from tests.personas import PASSWORD

Form = Callable[[], Any]  # sends it


def prepare(accounts: int, bills: int) -> list[str]:
    """Accounts with somebody who wants invoices; the first has so many to pay, and a card. Answers their numbers."""
    numbers: list[str] = []
    for _ in range(accounts):
        account, founder = founded()
        by = Actor.person(founder.pk, door="billing")
        add_recipient(
            by, account=account, email="books@example.com", language="en", wants_invoices=True, wants_receipts=False
        )
        if not numbers:
            content = file_of(account, [f"PAY-{number}" for number in range(bills)])
            import_documents(operator_named("Olive"), content=content, file_name="bills.json", tell=False)
            keep_card(account, founder)
        numbers.append(account.number)
    return numbers


def take_in(file: Path) -> dict[str, Any]:
    """Import the file, and say what each step took: its beginning (seconds since 1970), wall and CPU seconds."""
    steps: dict[str, list[float]] = {}
    pieces: list[float] = []  # the instants at which one was staged

    def said(step: str, done: int, of: int) -> None:
        if step not in steps:
            steps[step] = [time.time(), time.perf_counter(), time.process_time()]
        if step == "staging":
            pieces.append(time.perf_counter())

    said("reading", 0, 0)
    with file.open("rb") as content:
        taken = import_documents(operator_named("Olive"), content=content, file_name=file.name, progress=said)
    said("end", 0, 0)
    marks = list(steps.items())
    took = {
        name: {"at": mark[0], "wall": after[1] - mark[1], "cpu": after[2] - mark[2]}
        for (name, mark), (_, after) in pairwise(marks)
    }
    longest = max((after - before for before, after in pairwise(pieces)), default=0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"steps": took, "piece": longest, "peak": peak, "documents": taken.invoices + taken.credit_notes}


def database_size() -> float:
    """Megabytes."""
    if connection.vendor == "sqlite":
        name = Path(connection.settings_dict["NAME"])
        return sum(file.stat().st_size for file in name.parent.glob(f"{name.name}*")) / 2**20
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return float(cursor.fetchone()[0]) / 2**20


def pay(number: str) -> Iterator[Form]:
    """The last click for one invoice after another; the sandbox provider settles at once."""
    account, session = _signed_in(number)
    path = f"/billing/{number}/invoices/pay/"
    for uid in Document.objects.filter(account=account, number__startswith="PAY-").values_list("uid", flat=True):
        browser = Browser(session)
        confirm = browser.post(path, browser.form(f"{path}?invoice={uid}", path))
        yield partial(browser.post, path, form_in(confirm, path))


def add(number: str) -> Iterator[Form]:
    """Recipients, each removed again before the next."""
    account, session = _signed_in(number)
    browser, path = Browser(session), f"/billing/{number}/details/recipients/add/"
    while True:
        email = f"{ids.public_id()}@example.com".lower()
        fields = browser.form(path) | {"email": [email], "language": ["en"], "wants_receipts": ["on"]}
        yield partial(browser.post, path, fields)
        for recipient in account.billing_portal.recipients.filter(removed_at=None).exclude(email="books@example.com"):
            remove = f"/billing/{number}/details/recipients/{recipient.uid}/remove/"
            yield partial(browser.post, remove, browser.form(remove))


def sign_in(number: str) -> Iterator[Form]:
    """Somebody signs in, each time in a new browser."""
    email = _founder(Account.objects.get(number=number)).email
    while True:
        browser = Browser()
        fields = browser.form("/sign-in/") | {"login": [email], "password": [PASSWORD]}
        yield partial(browser.post, "/sign-in/", fields)


def _signed_in(number: str) -> tuple[Account, str]:
    account = Account.objects.get(number=number)
    return account, session_for(_founder(account), f"billing:{number}")


def _founder(account: Account) -> Person:
    return Person.objects.get(memberships__account=account)
