"""`make soak`: every trial on every database, one after another, with a table at the end.

`python -m soak duels kills --on sqlite --scale 0.01 --seed 7` runs a part of it. A trial is a module of this package
that is run as `python -m soak.NAME --scale S --seed N` with the settings of a migrated database in its environment; it
prints its figures and exits with 0 only if everything held.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

from scripts import debian, postgres

PURE = ["oracle", "small"]  # they need no database
TRIALS: list[str] = [
    *PURE,
    "races",
    "kills",
    "forms",
    "apart",
    "contract",
    "operations",
    "money",
    "documents",
    "notices",
]
DISK = "/var/tmp"  # not in memory, wherever the temporary folder is: commits wait for a disk as on a site
DATABASES = ("sqlite", "postgresql", "postgresql-repeatable-read")
REPEATABLE_READ = "?options=-c%20default_transaction_isolation%3Drepeatable%5C%20read"


def main() -> int:
    """0 if every trial held."""
    parser = argparse.ArgumentParser(prog="python -m soak", description=__doc__)
    parser.add_argument("trials", nargs="*", help=f"of: {' '.join(TRIALS)} (default: all)")
    parser.add_argument("--on", choices=DATABASES, action="append", help="default: each of them")
    parser.add_argument("--scale", type=float, default=1.0, help="the share of the full size, for trying it out")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**31))
    parser.add_argument("--replay", metavar="FILE", help="of operations: play a history again, one by one")
    parser.add_argument("--only", metavar="NAME", help="of kills: an operation; of money: an episode")
    args = parser.parse_args()
    again = ["--replay", args.replay] if args.replay else []
    again += ["--only", args.only] if args.only else []
    if unknown := sorted(set(args.trials) - set(TRIALS)):
        parser.error(f"no such trial: {' '.join(unknown)}")
    print(f"seed {args.seed}")
    results = []
    wanted = args.trials or TRIALS
    runs = [(trial, "no database") for trial in PURE if trial in wanted]
    runs += [(trial, database) for database in args.on or DATABASES for trial in wanted if trial not in PURE]
    for trial, database in runs:
        with on(database) as environment:  # of its own: some trials leave entries of days to come
            print(f"\n— {trial} on {database}", flush=True)
            began = time.monotonic()
            command = [sys.executable, "-m", f"soak.{trial}", "--scale", str(args.scale), "--seed", str(args.seed)]
            code = subprocess.call(command + again, env=environment)
            results.append((trial, database, "held" if code == 0 else "FAILED", time.monotonic() - began))
    print()
    for trial, database, outcome, seconds in results:
        print(f"{trial:<14} {database:<28} {outcome:<8} {seconds:8.1f} s")
    return int(any(outcome != "held" for _, _, outcome, _ in results))


@contextmanager
def on(database: str) -> Iterator[dict[str, str]]:
    """The environment of a migrated, empty database of this kind, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="bursar-soak-", dir=DISK if os.path.isdir(DISK) else None) as folder:
        plain = {name: value for name, value in os.environ.items() if not name.startswith(("BURSAR_", "DJANGO_"))}
        environment = plain | {"BURSAR_VAR": folder, "BURSAR_LOG_LEVEL": "ERROR"}
        if database == "no database":
            yield environment
            return
        if database == "sqlite":
            yield _migrated(environment)
            return
        debian.install({"postgresql"})
        with postgres.cluster() as urls:
            isolation = REPEATABLE_READ if database.endswith("repeatable-read") else ""
            yield _migrated(environment | {name: url + isolation for name, url in urls.items()})


def _migrated(environment: dict[str, str]) -> dict[str, str]:
    subprocess.run(
        [sys.executable, "-m", "bursar.cli", "migrate"], env=environment, check=True, stdout=subprocess.DEVNULL
    )
    return environment


if __name__ == "__main__":
    sys.exit(main())
