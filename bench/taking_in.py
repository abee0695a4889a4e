"""`python -m bench.taking_in`: what it costs to take in a document of a standard's format, next to judging it alone.

CPU time and peak memory of one process each, on one core, in one run; turn by turn, so that a slow minute hits all.
The invoice of two pages comes as UBL, as CII and as Factur-X PDF, under a new number each time. Next to it `factur-x`
takes the XML out of the PDF and asks the schema, and `saxonche` asks the rules as they are shipped, compiled once; and
the same with the schema kept as well, which `factur-x` does not do. Exits with 1 if our cost on top of the first is
more than the goal; on top of the second it is told.
"""

import argparse
import json
import os
import subprocess
import sys
from statistics import median
from typing import Any

from bench.taking_in_by import ENGINES, FORMATS
from soak.__main__ import on

GOAL = 0.25  # of what judging alone costs
TURNS = 3
SAYS = {
    "alone": "factur-x, saxonche: read, judged",
    "kept": "the same, its schema kept, too",
    "judged": "Bursar: read, judged",
    "taken": "Bursar: taken in",
    "drawn": "Bursar: taken in, PDF drawn",
}


def main() -> int:
    """Measure, print; 1 if the goal is missed for a format."""
    parser = argparse.ArgumentParser(prog="python -m bench.taking_in", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--on", choices=("sqlite", "postgresql"), default="sqlite")
    args = parser.parse_args()
    missed = False
    head = f"{'CPU ms':>8} {'a second':>9} {'peak MB':>8} {'on top':>7} {'if kept':>8}"
    print(f"{'two pages, ' + args.on:<36} {'format':<7} {head}")
    with on(args.on) as environment:
        for form in FORMATS:
            missed |= _show(form, _measured(environment, form, args.rounds))
    print(f"{'taken in: on top of judging, at most':<72} {GOAL:>7.0%} {'MISSED' if missed else 'met'}")
    return int(missed)


def _measured(environment: dict[str, str], form: str, rounds: int) -> dict[str, list[dict[str, float]]]:
    """The costs of each turn by what was done; a PDF that came as one is not drawn."""
    found: dict[str, list[dict[str, float]]] = {name: [] for name in ENGINES if not (name == "drawn" and form == "pdf")}
    for turn in range(TURNS):
        for name, costs in found.items():
            costs.append(_cost(environment, name, form, rounds, turn))
    return found


def _cost(environment: dict[str, str], *args: object) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.taking_in_by", *map(str, args)]
    core = {min(os.sched_getaffinity(0))}
    ran = subprocess.run(
        command,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        check=True,
        preexec_fn=lambda: os.sched_setaffinity(0, core),
    )
    told: dict[str, Any] = json.loads(ran.stdout)
    return told


def _show(form: str, found: dict[str, list[dict[str, float]]]) -> bool:
    """Whether the goal is missed."""
    alone, kept = (median(cost["ms"] for cost in found[name]) for name in ("alone", "kept"))
    for name, costs in found.items():
        ms, peak = median(cost["ms"] for cost in costs), max(cost["peak"] for cost in costs)
        on_top = f"{ms / alone - 1:>7.0%} {ms / kept - 1:>8.0%}" if name in ("judged", "taken", "drawn") else ""
        print(f"{SAYS[name]:<36} {form:<7} {ms:>8.1f} {1000 / ms:>9.1f} {peak:>8.0f} {on_top}", flush=True)
    return median(cost["ms"] for cost in found["taken"]) > (1 + GOAL) * alone


if __name__ == "__main__":
    sys.exit(main())
