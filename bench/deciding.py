"""What one decision costs, with its chains: in memory beside libraries that only answer yes or no, and from a database.

`python -m bench.deciding`; its words are microseconds of CPU time for one question, half of which are allowed. Figures
in memory leave out keeping that memory in step with the database, which Bursar never does: it has no cache.
"""

import argparse
import subprocess
import sys
from importlib import import_module

from bench import databases
from bench.questions import SIZES, measured, world

LIBRARIES = ("frozenset", "bursar", "cedarpy", "casbin")  # each a function of bench.deciding_in_memory
ROUNDS = 2_000
FEW, MANY = 1_000, 1_000_000
GROWTH, TIMES_EXISTS = 1.20, 2.0


def main() -> int:
    """Measure, print; 0 if every goal was met."""
    parser = argparse.ArgumentParser(prog="python -m bench.deciding", description=__doc__)
    parser.add_argument("--on", choices=databases.KINDS, action="append", help="default: both")
    parser.add_argument("--many", type=int, default=MANY, help="grants in the larger database")
    parser.add_argument("--memory-only", action="store_true")
    args = parser.parse_args()
    met = _in_memory()
    for kind in () if args.memory_only else args.on or databases.KINDS:
        met &= _from(kind, args.many)
    return 0 if met else 1


def _in_memory() -> bool:
    asking = import_module("bench.deciding_in_memory")
    found: dict[str, list[float]] = {name: [] for name in (*LIBRARIES, "guardian")}
    for size in SIZES:
        grants, questions = world(size)
        for name in LIBRARIES:
            ask = getattr(asking, f"{name}_")(grants)
            found[name].append(measured(ask, questions, ROUNDS))
        command = [sys.executable, "-m", "bench.deciding_by_guardian", str(size)]
        told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        found["guardian"].append(float(told.stdout))
    print(f"\none decision in memory, µs of CPU, by grants {'':<12}" + "".join(f"{size:>12,}" for size in SIZES))
    for name, costs in found.items():
        print(f"{asking.TITLES[name]:<52}" + "".join(f"{cost:>12.1f}" for cost in costs))
    met = all(
        found["bursar"][n] < found[name][n] for name in ("cedarpy", "casbin", "guardian") for n in range(len(SIZES))
    )
    print(f"{'met' if met else 'MISSED':<7} below each of the three libraries at both sizes, although it also explains")
    return met


def _from(kind: str, many: int) -> bool:
    """In a process of its own for each database, since settings are read once."""
    found: dict[int, tuple[float, float, int]] = {}
    with databases.made(kind, [FEW, many], build="bench.granted") as environments:
        for size, environment in environments.items():
            told = subprocess.run(
                [sys.executable, "-m", "bench.deciding_from_rows", str(ROUNDS)],
                env=environment, check=True, stdout=subprocess.PIPE, text=True,
            ).stdout.split()  # fmt: skip
            found[size] = float(told[0]), float(told[1]), int(told[2])
    print(f"\none decision from {kind}, µs of CPU (with the server's), by grants")
    print(f"{'':<12}{'exists()':>12}{'decision':>12}{'ratio':>8}{'queries':>9}")
    for size, (bare, ours, queries) in found.items():
        print(f"{size:>11,} {bare:>12.0f}{ours:>12.0f}{ours / bare:>8.2f}{queries:>9}")
    growth = found[many][1] / found[FEW][1]
    goals = {
        f"at most 3 queries and {TIMES_EXISTS:.0f} times one indexed exists()": all(
            queries <= 3 and ours / bare <= TIMES_EXISTS for bare, ours, queries in found.values()
        ),
        f"{many:,} grants within {GROWTH - 1:.0%} of {FEW:,} ({growth:.2f})": growth <= GROWTH,
    }
    for words, met in goals.items():
        print(f"{'met' if met else 'MISSED':<7} {words}")
    return all(goals.values())


if __name__ == "__main__":
    sys.exit(main())
