"""Every state within six changes of the beginning: two accounts, three people, two groups; what must hold in each.

Layer by layer: from each new state every change that the rules allow, by whoever may do it. States that differ only in
which group is which are one. Prints how many there are, and how many changes led there.
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context

from soak.small.change import Moment
from soak.small.changes import changes
from soak.small.changing import breaches_of
from soak.small.holding import breaches_in
from soak.small.state import beginning, canonical, words

CHANGES = 6
PIECE = 2000  # states that a process takes at a time
SHOWN = 20


@dataclass
class Layer:
    """What came of some states: those after one more change, and what did not hold."""

    states: int = 0
    nexts: set[int] = field(default_factory=set)
    done: Counter[str] = field(default_factory=Counter)
    breaches: list[str] = field(default_factory=list)


def main() -> int:
    """0 if everything held."""
    parser = argparse.ArgumentParser(prog="python -m soak.small", description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="below 1: one change less for each tenth")
    parser.add_argument("--seed", type=int, help="nothing here is random")
    args = parser.parse_args()
    depth = CHANGES - sum(args.scale < 10.0**-n for n in range(CHANGES))
    total = explored(depth)
    print(f"{total.states} states within {depth} changes, by {sum(total.done.values())} changes; ", end="")
    print(f"{len(total.breaches)} things did not hold")
    print("changes: " + ", ".join(f"{name} {count}" for name, count in total.done.most_common()))
    print("\n".join(total.breaches[:SHOWN]), end="\n" if total.breaches else "")
    return int(bool(total.breaches))


def explored(depth: int) -> Layer:
    """Every state within so many changes."""
    began, total = time.monotonic(), Layer()
    seen, layer = set[int](), {canonical(beginning())}
    with get_context("fork").Pool(os.cpu_count()) as pool:
        for number in range(depth + 1):
            seen |= layer
            found = Layer()
            for part in pool.imap_unordered(_one, ((piece, number < depth) for piece in _pieces(layer))):
                found.states += part.states
                found.nexts |= {state for state in part.nexts if state not in seen}
                found.done += part.done
                found.breaches += part.breaches
            total.states += found.states
            total.done += found.done
            total.breaches += found.breaches
            print(f"{number} changes: {found.states} new states, {time.monotonic() - began:.0f} s", flush=True)
            layer = found.nexts
    return total


def _one(asked: tuple[list[int], bool]) -> Layer:
    states, goes_on = asked
    return looked_at(states, goes_on=goes_on)


def looked_at(states: Iterable[int], *, goes_on: bool) -> Layer:
    """What holds in each of these states and, if one goes on, of every change in it."""
    found = Layer()
    for state in states:
        found.states += 1
        found.breaches += [f"{breach}\n  {words(state)}" for breach in breaches_in(state)]
        if goes_on:
            now = Moment(state)
            for change in changes(now):
                found.done[change.name] += 1
                found.breaches += [f"{breach}\n  {words(state)}" for breach in breaches_of(now, change)]
                found.nexts.add(canonical(change.after))
    return found


def _pieces(layer: Iterable[int]) -> Iterator[list[int]]:
    states = iter(layer)
    while piece := list(islice(states, PIECE)):
        yield piece


if __name__ == "__main__":
    sys.exit(main())
