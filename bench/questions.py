"""The same grants and questions for everything that is compared: who may pay in which account."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

SIZES = (1_000, 100_000)
ACCOUNTS = 50
ROUNDS = 5


@dataclass(frozen=True)
class Given:
    """A person's or a group's level in an account; persons of a group are in it."""

    account: int
    person: int
    group: int | None = None  # the grant is this group's, the person is one of those in it


Question = tuple[int, int]  # person, account


def world(size: int) -> tuple[list[Given], list[Question]]:
    """`size` grants to pay, one of ten of them through a group; and questions, half of which are allowed."""
    dice = random.Random(size)
    grants = [Given(n % ACCOUNTS, n, n if n % 10 == 0 else None) for n in range(1, size + 1)]
    some = [dice.choice(grants) for _ in range(1_000)]
    allowed = [(each.person, each.account) for each in some]
    denied = [(person, (account + 1) % ACCOUNTS) for person, account in allowed]
    return grants, [question for pair in zip(allowed, denied, strict=True) for question in pair]


def measured(ask: Callable[[int, int], bool], questions: Sequence[Question], count: int) -> float:
    """µs of CPU time for one question: the best of some rounds, each of which has to be answered right."""
    asked = [question for _ in range(count // len(questions) + 1) for question in questions][:count]
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        allowed = sum(ask(person, account) for person, account in asked)
        best = min(best, time.process_time() - began)
        if not 0.45 < allowed / len(asked) < 0.55:
            raise SystemExit(f"{allowed} of {len(asked)} allowed: half should be")
    return best / count * 1e6
