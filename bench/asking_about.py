"""What the vendor's program asks: requests on the world of `bench.asked`, each with how to know the right answer."""

import random
from collections.abc import Callable
from typing import Any

from bench.asked import RESULTS, TRAVELLER, WIDE
from bursar.access.actor import Actor
from bursar.access.scopes import Service
from bursar.accounts.models import Account, Operator, Person
from bursar.lifecycle.commands.tokens import make_installation_token

BATCH = 50
Request = tuple[str, Any, Callable[[Any], bool]]
MAY, MAY_NOT = "invoice:pay", "billing_admin:manage"


def token() -> str:
    """Of the installation: it may ask about everybody."""
    by = Actor.operator(Operator.objects.create(name="Bench").pk)
    scopes = [Service.EVALUATE, Service.SEARCH]
    return make_installation_token(by, name="Telephone system", scopes=scopes, days=1).secret


def requests(dice: random.Random, count: int) -> dict[str, list[Request]]:
    """By what is measured, so many of each; half of all decisions are allowed."""
    people = list(Person.objects.filter(last_name__lt="a").order_by("pk").values_list("email", flat=True)[:10_000])
    accounts = list(Account.objects.filter(name__startswith="Account").values_list("number", flat=True))
    wide = Account.objects.get(name=WIDE).number
    crowd = list(Person.objects.filter(email__startswith="wide-").values_list("email", flat=True))

    def pairs() -> list[tuple[str, str]]:
        return [(dice.choice(people), dice.choice(accounts)) for _ in range(BATCH)]

    one, another = dice.choice(people), dice.choice(accounts)
    return {
        "evaluation": [_single(dice.choice(people), dice.choice(accounts), allowed=n % 2 == 0) for n in range(count)],
        "50: one person, 50 accounts": [_batch([(one, each) for each in accounts]) for _ in range(count)],
        "50: 50 persons, one account": [_batch([(p, wide) for p in dice.sample(crowd, BATCH)]) for _ in range(count)],
        "50: persons and accounts at random": [_batch(pairs()) for _ in range(count)],
        "1,000 subjects": [_search("subject", _about("", wide, MAY))],
        "1,000 resources": [_search("resource", _about(TRAVELLER, "", MAY))],
        "the actions": [_search("action", _about(one, another, MAY), 3)],
    }


def _about(person: str, account: str, action: str) -> dict[str, Any]:
    subject, resource = {"type": "person", "id": person}, {"type": "account", "id": account}
    return {"subject": subject, "action": {"name": action}, "resource": resource}


def _single(person: str, account: str, *, allowed: bool) -> Request:
    body = _about(person, account, MAY if allowed else MAY_NOT)
    return "evaluation", body, lambda answer: answer["decision"] is allowed


def _batch(pairs: list[tuple[str, str]]) -> Request:
    expected = [n % 2 == 0 for n in range(len(pairs))]
    body = [_about(*pair, MAY if allowed else MAY_NOT) for pair, allowed in zip(pairs, expected, strict=True)]
    return "evaluations", {"evaluations": body}, lambda a: [each["decision"] for each in a["evaluations"]] == expected


def _search(wanted: str, body: dict[str, Any], count: int = RESULTS) -> Request:
    return f"search/{wanted}", body, lambda answer: len(answer["results"]) == count
