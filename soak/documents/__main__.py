"""2,000 generated documents taken in, drawn, read back and compared with the database; and 500 that are wrong.

Each is taken in as UBL or CII, in turn, for a customer who reads English or French. No rule may be broken, in either
syntax; the text of the PDF, the XML in it and the rows have to agree on every amount, and drawing again has to give
the bytes that are kept. Of the mutants each has to be refused by a rule that names what is wrong with it. What is
wrong is told as soon as it is found; several processes share the work, each with a copy of the database.
"""

import argparse
import multiprocessing
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

DOCUMENTS, MUTANTS = 2_000, 500
CLIENTS = 4


def main() -> int:
    """0 if every document was right and every mutant refused."""
    parser = argparse.ArgumentParser(prog="python -m soak.documents")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    import_module("soak.testing").prepare()
    first = args.seed % 1_000_000 + 1
    clients = min(CLIENTS, os.cpu_count() or 1)
    copies = import_module("soak.copies").copies(clients)
    with multiprocessing.get_context("fork").Pool(clients) as pool:
        wrong = _documents(pool, copies, first, max(1, round(DOCUMENTS * args.scale)))
        wrong += _mutants(pool, first, max(1, round(MUTANTS * args.scale)))
    return int(bool(wrong))


def _documents(pool: Any, copies: list[str], first: int, many: int) -> int:
    began, step = time.monotonic(), len(copies)
    shares = [(copy, range(first + at, first + many, step)) for at, copy in enumerate(copies)]
    wrong = sum(pool.starmap(_take, shares, chunksize=1))
    seconds = time.monotonic() - began
    print(f"{many} documents taken in, drawn and read back in {seconds:.0f} s; {wrong} disagreements", flush=True)
    return int(wrong)


def _take(database: str, numbers: range) -> int:
    """How much is wrong with the documents of these numbers, taken in in a copy of the database."""
    import_module("soak.copies").go_to(database)
    taking: Callable[[], Callable[[int], Iterator[str]]] = import_module("soak.documents.taking").taker
    take = taking()
    return sum(_told(take(number)) for number in numbers)


def _mutants(pool: Any, first: int, many: int) -> int:
    began = time.monotonic()
    made = list(import_module("soak.documents.mutants").mutants(many, first))
    wrong, kinds = sum(pool.map(_judge, made, chunksize=8)), Counter(mutant.name for mutant in made)
    seconds = time.monotonic() - began
    print(f"{many} mutants of {len(kinds)} kinds, in CII and in UBL, in {seconds:.0f} s;", end=" ")
    print(f"{wrong} not refused by the rule that names them", flush=True)
    return int(wrong)


def _judge(mutant: Any) -> int:
    """How much is wrong with how a mutant was refused."""
    judging = import_module("soak.documents.judging")
    return sum(_told(judging.escaped(mutant, syntax)) for syntax in judging.WRITERS)


def _told(problems: Iterator[str]) -> int:
    told = list(problems)
    print("".join(f"{words}\n" for words in told), end="", flush=True)
    return len(told)


if __name__ == "__main__":
    sys.exit(main())
