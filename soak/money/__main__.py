"""210,000 random operations on money: `python -m soak.money --scale 0.01 --seed 7`.

Pay, split, pay too much, use credit, let it be paid by itself, refund, credit, dispute, adjust; calls cut off; notices
in any order, lost, repeated, forged. After each one the invariants 28 to 36 are looked at on the account; in the end of
each episode the provider's books are the judge, and `bursar check --data` has the last word. `--only SEED` plays one
episode again.
"""

import argparse
import multiprocessing
import os
import sys
import time
from collections import Counter
from importlib import import_module

from soak import site

EPISODES = 1_750  # of 120 operations
CLIENTS = 4


def main() -> int:
    """0 if everything held."""
    parser = argparse.ArgumentParser(prog="python -m soak.money")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="an episode, as a report names it")
    args = parser.parse_args()
    site.prepare()
    if args.only:
        print(import_module("soak.money.episode").play(args.only))
        return 0
    began, count = time.monotonic(), max(1, round(EPISODES * args.scale))
    clients = min(CLIENTS, os.cpu_count() or 1, count)
    copies = import_module("soak.copies").copies(clients)
    context = multiprocessing.get_context("fork")
    work = [[f"{args.seed}/{number}" for number in range(client, count, clients)] for client in range(clients)]
    with context.Pool(clients) as pool:
        results = pool.starmap(_client, zip(copies, work, strict=True))
    outcomes: Counter[str] = sum((Counter(result[0]) for result in results), Counter())
    problems = [words for result in results for words in result[1]]
    for words, times in sorted(outcomes.items()):
        print(f"{times:>8}  {words}")
    done = sum(outcomes.values())
    print("\n".join(problems[:10]) or f"{done} operations in {count} episodes, every invariant held after each")
    print(f"{time.monotonic() - began:.1f} s")
    return int(bool(problems))


def _client(database: str, seeds: list[str]) -> tuple[dict[str, int], list[str]]:
    """Plays its episodes in a copy of the database of its own."""
    import_module("soak.copies").go_to(database)
    play, outcomes, problems = import_module("soak.money.episode"), Counter[str](), []
    for seed in seeds:
        try:
            outcomes += play.play(seed)
        except play.DifferenceError as difference:
            problems.append(str(difference))
        except Exception as error:  # noqa: BLE001  # it is what came out
            problems.append(f"episode {seed}: {type(error).__name__}: {error}")
    clock, timedelta = import_module("bursar.core.clock"), import_module("datetime").timedelta
    with clock.at(clock.now() + timedelta(days=1000)):  # no episode lives longer
        problems += site.breaches()
    return dict(outcomes), problems


if __name__ == "__main__":
    sys.exit(main())
