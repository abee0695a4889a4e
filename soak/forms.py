"""50,000 random forms by random people over every address: no error of ours, and only what the policy allows.

`tests/fuzz` is what sends and judges; see its `crowd` and `law`. The same seed sends the same.
"""

import argparse
import sys
import time
from importlib import import_module

from soak.testing import prepare

FORMS = 50_000
GROWTH = 150 * 2**20  # bytes of memory that may come on top of what the first rounds needed
WARM = 3  # rounds


def main() -> int:
    """0 if everything held."""
    parser = argparse.ArgumentParser(prog="python -m soak.forms")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    prepare()
    report_module, rounds = import_module("tests.fuzz.report"), import_module("tests.fuzz.rounds")
    report, began, base, peak = report_module.Report(), time.monotonic(), 0, 0
    for played, posts in enumerate(rounds.rounds(args.seed, report), 1):
        resident = report_module.resident()
        base, peak = (resident if played <= WARM else base), max(peak, resident)
        print(f"{posts:>7} forms  {resident >> 20:>5} MiB  {time.monotonic() - began:>7.0f} s", flush=True)
        if posts >= FORMS * args.scale or len(report.failures) > 20:
            break
    report.failures += rounds.broken()
    print("\n".join(report.lines()))
    print(f"memory: {base >> 20} MiB after {WARM} rounds, {peak >> 20} MiB at most")
    print("\n".join(report.failures))
    if peak - base > GROWTH:
        print(f"memory grew by more than {GROWTH >> 20} MiB")
    return int(bool(report.failures) or peak - base > GROWTH)


if __name__ == "__main__":
    sys.exit(main())
