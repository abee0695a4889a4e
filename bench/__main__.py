"""`make bench`: what the main pages cost in accounts of growing size, next to a bare Django page, on both databases.

`python -m bench --quick --on sqlite` measures a part. Exits with 1 if a goal was missed.
"""

import argparse
import os
import sys
from pathlib import Path

from bench import databases, measuring, serving, table

SIZES = [100, 1_000, 10_000, 100_000]
QUICK = [100, 10_000]


def main() -> int:
    """Build, measure, print; 0 if every goal was met."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"only with {' and '.join(map(str, QUICK))} invoices")
    parser.add_argument("--on", choices=databases.KINDS, action="append", help="default: both")
    parser.add_argument("--no-pages", action="store_true", help="nothing but the load on `bursar serve`")
    parser.add_argument("--no-load", action="store_true", help="nothing but single pages")
    parser.add_argument("--rounds", type=int, default=12)
    args = parser.parse_args()
    os.chdir(Path(__file__).resolve().parent.parent)
    found = []
    for kind in args.on or databases.KINDS:
        print(f"— {kind}", flush=True)
        with databases.made(kind, QUICK if args.quick else SIZES) as environments:
            if not args.no_pages:
                found.append(measuring.measure(kind, environments, args.rounds))
                table.show(found[-1])
            if not args.no_load:
                serving.show(kind, max(environments), environments[max(environments)])
    return 0 if args.no_pages or table.summary(found) else 1


if __name__ == "__main__":
    sys.exit(main())
