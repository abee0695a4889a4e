"""`python -m bench.entries`: balance and lists of an account with 1,000 entries in the ledger, next to 1,000,000.

Each size is asked by a process of its own, turn by turn, so that a slow minute hits both; the figure is the fastest of
all turns, which other tenants of the machine disturb least. Exits with 1 if the large account is more than 20 % dearer.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import IO, Any

from bench import databases

SIZES = [1_000, 1_000_000]
GOAL = 1.20
TURNS, TIMES = 30, 20
HEAD = f"{'milliseconds':<34} {'1,000':>9} {'1,000,000':>10} {'ratio':>7}"


def main() -> int:
    """Build, measure, print; 0 if the goal was met."""
    parser = argparse.ArgumentParser(prog="python -m bench.entries", description=__doc__)
    parser.add_argument("--on", choices=databases.KINDS, action="append", help="default: both")
    parser.add_argument("--large", type=int, default=SIZES[1], help="entries of the large account")
    args = parser.parse_args()
    is_met = True
    for kind in args.on or databases.KINDS:
        with databases.made(kind, [SIZES[0], args.large], "bench.entries_build") as environments:
            small, large = (_probe(environments[size]) for size in (SIZES[0], args.large))
            turns = [(_asked(small), _asked(large)) for _ in range(TURNS)]
        print(f"— {kind}\n{HEAD.replace('1,000,000', f'{args.large:,}')}")
        for name in turns[0][0]:
            few, many = (min(turn[each][name] for turn in turns) for each in (0, 1))
            is_met = is_met and many <= few * GOAL
            print(f"{name:<34} {few:>9.3f} {many:>10.3f} {many / few:>7.2f}")
    print(f"the same within 20 %: {'met' if is_met else 'MISSED'}")
    return int(not is_met)


def _probe(environment: dict[str, str]) -> tuple[IO[str], IO[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.entries", "probe"], env=environment, text=True, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin
    assert process.stdout
    return process.stdin, process.stdout


def _asked(probe: tuple[IO[str], IO[str]]) -> dict[str, float]:
    probe[0].write("again\n")
    probe[0].flush()
    answer: dict[str, float] = json.loads(probe[1].readline())
    return answer


def _answer() -> int:
    """The probe: a line in, the milliseconds of each thing out."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bursar.config.settings")
    import_module("django").setup()
    things = _things()
    for _line in sys.stdin:
        print(json.dumps({name: _milliseconds(act) for name, act in things.items()}), flush=True)
    return 0


def _things() -> dict[str, Callable[[], Any]]:
    queries, figures = import_module("bursar.invoices.queries"), import_module("bursar.invoices.figures")
    account = import_module("bursar.accounts.models").Account.objects.get()
    person = import_module("bursar.accounts.models").Person.objects.get()
    actor = import_module("bursar.access.actor").Actor.person(person.pk, door="billing")
    access = import_module("bursar.grants.queries").access(actor, account.number)
    today = queries.today_of(account)
    period = queries.Period(today.replace(day=1), today, "EUR")
    return {
        "what is owed, by currency": lambda: figures.summary(access),
        "credit": lambda: queries.credit_of(account),
        "balance at the month's beginning": lambda: queries.balance_before(access, period),
        "first page of open invoices": lambda: queries.page(access, queries.Wanted("open")),
        "first page of paid invoices": lambda: queries.page(access, queries.Wanted("paid")),
    }


def _milliseconds(act: Callable[[], Any]) -> float:
    fastest = float("inf")
    for _ in range(TIMES):
        began = time.perf_counter()
        act()
        fastest = min(fastest, time.perf_counter() - began)
    return 1000 * fastest


if __name__ == "__main__":
    sys.exit(_answer() if sys.argv[1:] == ["probe"] else main())
