"""The two ways to ask the database whether a person may pay in an account."""

import random

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.probe import process_ns
from bursar.access.facts import Source
from bursar.access.permissions import Permission
from bursar.access.policy import decide
from bursar.access.resources import Resource
from bursar.accounts.models import Account, Person
from bursar.core import clock
from bursar.grants.models import Grant
from bursar.grants.queries import facts


def questions(dice: random.Random, count: int) -> list[tuple[int, int]]:
    """Persons and accounts; every second one is an account that there is not."""
    people = list(Person.objects.order_by("pk").values_list("pk", flat=True)[:10_000])
    accounts = list(Account.objects.values_list("pk", flat=True))
    nowhere = max(accounts) + 1
    return [(dice.choice(people), dice.choice(accounts) if n % 2 else nowhere) for n in range(count)]


def exists(person: int, account: int) -> bool:
    """One indexed question of the ORM, which knows nothing of groups, dates or reasons."""
    rows = Grant.objects.filter(account_id=account, person_id=person, source=Source.BILLING, name__in=("full", "payer"))
    return rows.filter(closed_at__isnull=True).exists()


def decision(person: int, account: int) -> bool:
    """The facts about the person in the account, and the decision on them."""
    known = facts(account_ids=[account], person_ids=[person])
    return decide(known, person, Permission.INVOICE_PAY, Resource.of(account), clock.now()).is_allowed


def queries(question: tuple[int, int]) -> int:
    """How many a decision takes."""
    with CaptureQueriesContext(connection) as seen:
        decision(*question)
    return len(seen)


def server_ms() -> float:
    """CPU that the database's own process has used for us so far; 0 on SQLite, which has none."""
    if connection.vendor == "sqlite":
        return 0.0
    connection.ensure_connection()
    return process_ns(int(connection.connection.info.backend_pid)) / 1e6
