"""1,000,000 random decisions of ours beside those of the same policy written in Cedar, twice: no answer differs.

Prints in how many decisions each rule was decisive: without it, the answer would have been another. A rule that was so
in less than one decision of a hundred fails the trial. `--world NAME` asks one world again and shows what differs.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from multiprocessing import get_context

from soak.oracle.asking import CIRCLES, DATED, SEVERAL, Outcome, compare, rules
from soak.oracle.making import Maker
from soak.oracle.rows import Question, World
from soak.oracle.shrinking import shrunk

DECISIONS = 1_000_000
QUESTIONS = 48  # asked about one world
DIFFERENCES = 20  # that are shown


def main() -> int:
    """0 if no answer differed and every rule was reached."""
    parser = argparse.ArgumentParser(prog="python -m soak.oracle")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--world", metavar="NAME", help="as a difference names it")
    args = parser.parse_args()
    if mistakes := CIRCLES.mistakes() + DATED.mistakes():
        print("\n".join(mistakes))
        return 1
    if args.world:
        return int(bool(_show(args.world)))
    began = time.monotonic()
    outcome = trial(args.seed, round(DECISIONS * args.scale))
    seconds = time.monotonic() - began
    print(f"{outcome.asked} decisions in {seconds:.0f} s, {outcome.allowed} of them allowed; ", end="")
    print(f"{len(outcome.differing)} differ from Cedar's")
    rare = list(_coverage(outcome))
    return int(bool(outcome.differing or rare))


def trial(seed: int, decisions: int) -> Outcome:
    """Ask about as many worlds as it takes, in as many processes as there are cores."""
    names = [f"{seed}-{number}" for number in range(-(-decisions // QUESTIONS))]
    total = Outcome()
    with get_context("fork").Pool(os.cpu_count()) as pool:
        for name, outcome in zip(names, pool.imap(one, names, chunksize=8), strict=True):
            total.add(outcome)
            if outcome.differing and len(total.differing) <= DIFFERENCES:
                _show(name)
    return total


def one(name: str) -> Outcome:
    """All the questions about one world."""
    return compare(*_made(name))


def _made(name: str) -> tuple[World, list[Question]]:
    maker = Maker(name)
    world = maker.world()
    return world, list(maker.questions(world, QUESTIONS))


def _show(name: str) -> list[tuple[Question, str]]:
    """The first difference about a world, with no more of it than it takes."""
    world, questions = _made(name)
    differing = compare(world, questions).differing
    if differing:
        question, answers = differing[0]
        print(f"\n{answers}: {question}\n  python -m soak.oracle --world {name}")
        for row in shrunk(world, lambda part: bool(compare(part, [question]).differing)):
            print(f"  {row}", flush=True)
    return differing


def _coverage(outcome: Outcome) -> Iterator[str]:
    """Print it; the rules that were decisive in less than 1 %."""
    print(f"{outcome.decisive[SEVERAL]:>9}  {outcome.decisive[SEVERAL] / outcome.asked:6.2%}  ({SEVERAL})")
    for rule in sorted(rules(), key=lambda each: -outcome.decisive[each]):
        share = outcome.decisive[rule] / outcome.asked
        print(f"{outcome.decisive[rule]:>9}  {share:6.2%}  {rule}{'  TOO FEW' if share < 0.01 else ''}")
        if share < 0.01:
            yield rule


if __name__ == "__main__":
    sys.exit(main())
