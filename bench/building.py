"""Builds one account of a given size, in bulk but valid; `python -m bench.build 10000` does it in a migrated database.

What the rooms have commands for goes through them, each at its day in the past; members, payments and what follows
from them are written as those commands leave them. `bursar check --data` finds nothing wrong with it.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from django.db import transaction

from bench import bills, crowd, paid
from bench.bills import Bill
from bursar.access.actor import Actor
from bursar.accounts.models import Account, Person
from bursar.accounts.steps import operator_named
from bursar.core import clock
from bursar.invoices.commands import take_in
from bursar.invoices.intake.drafts import Batch
from bursar.invoices.models import Document
from bursar.lifecycle.commands.sign_up import ask_sign_up, confirm_sign_up
from bursar.lifecycle.mails import sign_up_link_made
from bursar.mail.models import OutboxMail

FOUNDER = "founder@meridian.example"
_PASSWORD = "a-password-for-measuring"
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Built:
    """What was made: the account, its founder (Super admin, level Full), and a member without any right over bills."""

    account: Account
    founder: Person
    refused: Person


def build(size: int) -> Built:
    """`size` members and `size` invoices in one account, the same at each run but for public ids and instants."""
    dice = random.Random(size)
    today = clock.today()
    start = datetime.combine(today - timedelta(days=bills.DAYS + 10), time(9), UTC)
    with clock.at(start):
        account, founder = _sign_up()
    with clock.at(start + _DAY):
        people = crowd.gather(account, founder, size, dice)
    parts: list[tuple[Document, int]] = []
    made = bills.bills(account.number, size, today, dice)
    at_once = min(max(size // 50, 1), 2_000)
    while some := list(islice(made, at_once)):
        parts += _take_in(some)
    with transaction.atomic():
        paid.pay(account, paid.together(parts, dice), people.payers, dice)
        OutboxMail.objects.filter(sent_at__isnull=True).update(sent_at=clock.now(), attempts=1)
    return Built(account, founder, people.people[-1])


def _sign_up() -> tuple[Account, Person]:
    row = ask_sign_up(
        Actor.job("bench"), first_name="Margaret", last_name="Meridian", email=FOUNDER, password=_PASSWORD,
        organisation="Meridian Holding", time_zone="Europe/Paris", language="en",
    )  # fmt: skip
    account = confirm_sign_up(Actor.job("bench"), token=sign_up_link_made(row), password=_PASSWORD)
    return account, Person.objects.get(email=FOUNDER)


def _take_in(some: list[Bill]) -> Iterator[tuple[Document, int]]:
    """One file, on the morning after its last document; answers what is to be paid of each invoice."""
    drafts = [draft for bill in some for draft in (bill.draft, bill.credit) if draft is not None]
    batch = Batch("bulk.json", "0" * 64, issuers=bills.issuers(), documents=drafts)
    with clock.at(_morning_after(some[-1].draft.issued_on)):
        take_in(operator_named("Bench"), batch=batch, tell=False)
    numbers = {bill.draft.number: bill.to_pay for bill in some if bill.to_pay}
    rows = Document.objects.filter(kind=Document.Kind.INVOICE).order_by("-id")[: len(some)]
    return ((row, numbers[row.number]) for row in reversed(rows) if row.number in numbers)


def _morning_after(day: date) -> datetime:
    return min(datetime.combine(day + _DAY, time(6), UTC), clock.now() - timedelta(hours=2))
