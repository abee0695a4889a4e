"""Two accounts full of data, time and again: everything is done in one, the other is answered the same (invariant 7).

`tests/fuzz` is what acts and compares; see its `apart` and `upheaval`.
"""

import argparse
import sys
import time
from datetime import timedelta
from importlib import import_module

from soak.testing import prepare

ROUNDS, VISITS = 20, 300


def main() -> int:
    """0 if nothing of one account was ever seen in the other."""
    parser = argparse.ArgumentParser(prog="python -m soak.apart")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    prepare()
    names = ("apart", "upheaval", "filling")
    apart, upheaval, filling = (import_module(f"tests.fuzz.{name}") for name in names)
    clock, began, found = import_module("bursar.core.clock"), time.monotonic(), []
    for number in range(max(1, round(ROUNDS * args.scale))):
        site = filling.build(f"a{number}")
        upheaval.rendered()
        crawl = apart.Crawl.of(site, clock.now() + timedelta(hours=2), of_each=2)
        personas = [name for name in site.people if not name.endswith(" 0")]
        before = crawl.answers(personas)
        report = upheaval.upheaval(site, args.seed + number, VISITS)
        seen = apart.differences(before, crawl.answers(personas))
        found += seen + report.failures
        print(
            f"{len(before)} answers compared, {report.writing} requests changed the other account, {len(seen)} differ"
            f"  {time.monotonic() - began:.0f} s",
            flush=True,
        )
    found += import_module("tests.fuzz.rounds").broken()
    print("\n".join(found[:50]))
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
