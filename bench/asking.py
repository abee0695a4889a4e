"""What it costs a vendor's program to ask: an evaluation, batches of fifty, searches with a thousand results.

`python -m bench.asking`; its figures are CPU milliseconds of a whole request by HTTP, token and JSON included, with the
database's own process. Half of all decisions are allowed, all are explained.
"""

import argparse
import json
import subprocess
import sys

from bench import databases

FEW, MANY = 1_000, 1_000_000
GROWTH, TIMES_ONE = 1.20, 5.0
QUERIES = 4  # the token, the person, the account, the facts
ONE, BATCH = "evaluation", "50:"
NO_LIMIT = {"BURSAR_API_USES_PER_MINUTE": "1000000000"}
Costs = dict[int, dict[str, tuple[float, int]]]  # by grants and request: milliseconds, queries


def main() -> int:
    """Measure, print; 0 if every goal was met."""
    parser = argparse.ArgumentParser(prog="python -m bench.asking", description=__doc__)
    parser.add_argument("--on", choices=databases.KINDS, action="append", help="default: both")
    parser.add_argument("--many", type=int, default=MANY, help="grants in the larger database")
    args = parser.parse_args()
    met = [_on(kind, args.many) for kind in args.on or databases.KINDS]
    return 0 if all(met) else 1


def _on(kind: str, many: int) -> bool:
    found: Costs = {}
    with databases.made(kind, [FEW, many], build="bench.asked") as environments:
        for size, environment in environments.items():
            told = subprocess.run(
                [sys.executable, "-m", "bench.asking_over_http"],
                env=environment | NO_LIMIT, check=True, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
            found[size] = json.loads(told.stdout)
    _table(kind, found)
    return _goals(found, many)


def _table(kind: str, found: Costs) -> None:
    heads = "".join(f"{size:>12,}" for size in found)
    print(f"\nasking on {kind}, ms of CPU (with the server's), by grants\n{'':<38}{heads}{'x one':>8}{'queries':>9}")
    for name in found[FEW]:
        costs = "".join(f"{by_name[name][0]:>12.2f}" for by_name in found.values())
        queries = max(by_name[name][1] for by_name in found.values())
        print(f"{name:<38}{costs}{_times_one(found, name):>8.2f}{queries:>9}")


def _times_one(found: Costs, name: str) -> float:
    """How many evaluations it costs, at the size where that is most."""
    return max(by_name[name][0] / by_name[ONE][0] for by_name in found.values())


def _goals(found: Costs, many: int) -> bool:
    growth = found[many][ONE][0] / found[FEW][ONE][0]
    batches = [name for name in found[FEW] if name.startswith(BATCH)]
    few_queries = all(by_name[name][1] <= QUERIES for by_name in found.values() for name in (ONE, *batches))
    goals = {
        f"an evaluation and a batch of 50 by at most {QUERIES - 1} queries and the token's": few_queries,
        f"a batch of 50 under {TIMES_ONE:.0f} times one": all(_times_one(found, each) < TIMES_ONE for each in batches),
        f"an evaluation at {many:,} grants within {GROWTH - 1:.0%} of {FEW:,} ({growth:.2f})": growth <= GROWTH,
    }
    for words, met in goals.items():
        print(f"{'met' if met else 'MISSED':<7} {words}")
    return all(goals.values())


if __name__ == "__main__":
    sys.exit(main())
