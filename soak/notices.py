"""All 720 orders of six notices of each story, with some repeated and some lost: one end state.

The tests try a share of them; this runs the same tests on all, on a database of their own beside the one it is given.
"""

import argparse
import os
import subprocess
import sys


def main() -> int:
    """0 if every order ends the same."""
    parser = argparse.ArgumentParser(prog="python -m soak.notices")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    environment = {**os.environ, "ORDERS_SHARE": str(min(1.0, args.scale)), "ORDERS_SEED": str(args.seed)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "--durations=4", "tests/stripe/test_orders.py"]
    return subprocess.call(command, env=environment)


if __name__ == "__main__":
    sys.exit(main())
