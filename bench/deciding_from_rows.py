"""`python -m bench.deciding_from_rows 2000`: µs of CPU for one exists() and one decision, and its queries."""

import os
import random
import sys
import time
from collections.abc import Callable
from importlib import import_module

import django

BEST_OF = 5


def main(count: int) -> None:
    """Print what `bench.deciding` reads."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bursar.config.settings")
    django.setup()
    rows = import_module("bench.rows")
    questions = rows.questions(random.Random(count), count)
    bare, ours = (_measured(ask, questions, rows.server_ms) for ask in (rows.exists, rows.decision))
    print(f"{bare:.1f} {ours:.1f} {rows.queries(questions[0])}")


def _measured(ask: Callable[[int, int], bool], questions: list[tuple[int, int]], server: Callable[[], float]) -> float:
    best = float("inf")
    for _ in range(BEST_OF):
        began, there = time.process_time(), server()
        allowed = sum(ask(person, account) for person, account in questions)
        best = min(best, time.process_time() - began + (server() - there) / 1_000)
        if not 0.4 < allowed / len(questions) < 0.6:
            raise SystemExit(f"{allowed} of {len(questions)} allowed: half should be")
    return best / len(questions) * 1e6


if __name__ == "__main__":
    main(int(sys.argv[1]))
