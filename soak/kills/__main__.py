"""Every operation killed at random moments, with a table: `python -m soak.kills --scale 0.02 --seed 7`."""

import argparse
import random
import statistics
import sys
import time
from datetime import timedelta
from importlib import import_module
from typing import Any

from soak import site

MOMENTS = 300  # of each operation, at full size
MEASURED = 5  # runs without a kill, to know how long it takes
LATE = 0.6  # half of the moments come in the last part, where commits and answers are
PAST = 1.15  # the last moments come after the end
HEAD = f"{'operation':<12} {'takes':>9} {'moments':>8} {'before':>7} {'inside':>7} {'after':>6} {'doubled':>8} {'s':>7}"
GOOD = {"302", "1", "4", "12", "450"}  # a redirect; one notice, four mails, twelve invoices, or those of a large file
SUBJECTS = ("arriving", "paying", "refunding", "automatic", "receiving", "keeping", "large")


def main() -> int:
    """0 if everything held."""
    parser = argparse.ArgumentParser(prog="python -m soak.kills")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="a part of the operation's name")
    args = parser.parse_args()
    site.prepare()
    operations = [each for name in SUBJECTS for each in import_module(f"soak.kills.{name}").OPERATIONS]
    problems: list[str] = []
    print(HEAD, flush=True)
    with import_module("soak.kills.mailbox").open_mailbox():
        for operation in operations:
            if args.only in operation.name:
                began = time.monotonic()
                chance = random.Random(f"{args.seed}/{operation.name}")
                report = kill(operation, max(1, round(MOMENTS * args.scale)), chance)
                problems += [f"{operation.name}: {words}" for words in [*report.problems, *_breaches()]]
                _print(operation.name, report, time.monotonic() - began)
    print("\n".join(problems[:40]) or "nothing acknowledged was lost, nothing was done twice")
    return int(bool(problems))


def kill(operation: Any, moments: int, chance: random.Random) -> Any:
    """Let the operation be done some times, then kill it at so many moments spread over the time it takes."""
    killing, report = import_module("soak.kills.killing"), import_module("soak.kills.operation").Report()
    setting = operation.setting(MEASURED + moments)
    killing.apart(killing.work_until_quiet)
    if operation.is_warmed:
        operation.act(operation.opened(operation.prepare(setting, -1)), lambda _word: None)
        killing.apart(killing.work_until_quiet)
    took = []
    for number in range(MEASURED):
        each = operation.prepare(setting, number)
        said, seconds = killing.victim(operation, each, None)
        _look(killing, operation, each, said, report)
        took.append(seconds)
    report.fell.clear()
    report.milliseconds = 1000 * statistics.median(took)
    for number in range(MEASURED, MEASURED + moments):
        each = operation.prepare(setting, number)
        first = chance.choice((0, LATE)) * statistics.median(took)
        said, _ = killing.victim(operation, each, chance.uniform(first, PAST * statistics.median(took)))
        _look(killing, operation, each, said, report)
        report.rounds += 1
    return report


def _look(killing: Any, operation: Any, each: Any, said: list[str], report: Any) -> None:
    """Look at what is left, start again, do it again, and look once more."""
    written = operation.written(each)
    report.fell["after" if "end" in said else "before" if written == "nothing" else "inside"] += 1
    words = [word for word in said if word and word != "end"]
    if (words and written == "nothing") or ("end" in said and written != "all"):
        report.problems.append(f"acknowledged {said}, but {written} of it is there")
    if any(word.startswith("error") or word.split()[1][:3] not in GOOD for word in words):
        report.problems.append(f"answered {said}")
    if report.rounds % 2:
        killing.apart(lambda: operation.again(each))
        killing.apart(killing.work_until_quiet)
    else:
        killing.apart(lambda: (killing.work_until_quiet(), operation.again(each), killing.work_until_quiet()))
    report.problems += operation.judge(each, said)
    report.doubled += each.get("doubled", 0)


def _breaches() -> list[str]:
    """The data as they are checked later than the moved clock of any restart."""
    clock = import_module("bursar.core.clock")
    with clock.at(clock.now() + timedelta(hours=1)):
        return site.breaches()


def _print(name: str, report: Any, seconds: float) -> None:
    fell = " ".join(f"{report.fell[where]:>{width}}" for where, width in (("before", 7), ("inside", 7), ("after", 6)))
    takes = f"{report.milliseconds:.1f} ms"
    print(f"{name:<12} {takes:>9} {report.rounds:>8} {fell} {report.doubled:>8} {seconds:>7.1f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
