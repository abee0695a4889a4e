"""Every race, one after another, with a table: `python -m soak.races --scale 0.02 --seed 7`."""

import argparse
import sys
import time
from importlib import import_module
from typing import Any

from soak import site

SUBJECTS = ("administrators", "arriving", "paying", "drafts", "tabs")


def main() -> int:
    """0 if every race held."""
    parser = argparse.ArgumentParser(prog="python -m soak.races")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="a part of the race's name")
    parser.add_argument("--minutes", type=float, default=600.0, help="for one race, at most")
    args = parser.parse_args()
    site.prepare()
    hold = import_module("soak.races.race").hold
    races = [race for name in SUBJECTS for race in import_module(f"soak.races.{name}").RACES]
    reports = []
    print(f"{'race':<46} {'rounds':>7} {'met':>6} {'lost tries':>11} {'seconds':>8}  how they came out")
    for race in races:
        if args.only in race.name:
            began = time.monotonic()
            reports.append(hold(race, args.scale, args.seed, args.minutes))
            _print(race.name, reports[-1], time.monotonic() - began)
    problems = [*(words for report in reports for words in report.problems), *site.breaches()]
    print("\n".join(problems) or f"{sum(report.rounds for report in reports)} rounds, every one held")
    return int(bool(problems))


def _print(name: str, report: Any, seconds: float) -> None:
    outcomes = ", ".join(f"{count} x {words}" for words, count in sorted(report.outcomes.items()))
    print(
        f"{name:<46} {report.rounds:>7} {report.met:>6} {report.lost_tries:>11} {seconds:>8.1f}  {outcomes}", flush=True
    )


if __name__ == "__main__":
    sys.exit(main())
