"""Real processes let go together: each has its own connection, and all of them pass a barrier before each round."""

import logging
import multiprocessing
import os
import random
import time
import traceback
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from threading import BrokenBarrierError
from typing import Any

from django.db import connections

_fork = multiprocessing.get_context("fork")
PATIENCE = 120  # seconds until a process that does not come has hung
Open = Callable[[Any, int], Any]  # (round, entrant) -> what is open before the signal
Act = Callable[[Any], str]  # what was opened -> how it came out


def run(
    rounds: Sequence[Any], entrants: int, opened: Open, act: Act, spread: float, seed: int
) -> tuple[list[list[str]], int]:
    """Let `entrants` processes act on each round together; how each came out, by round, and how many tries were lost.

    They miss one another by `spread` seconds at most, in half of the rounds not at all. Whatever a process raises is
    its outcome, beginning with "error".
    """
    connections.close_all()  # a connection does not survive a fork
    barrier = _fork.Barrier(entrants)
    crew = []
    for entrant in range(entrants):
        ours, theirs = _fork.Pipe(duplex=False)
        member = _fork.Process(target=_work, args=(rounds, entrant, opened, act, barrier, spread, seed, theirs))
        member.start()
        theirs.close()
        crew.append((member, ours))
    answers = [_hear(ours) for _, ours in crew]
    for member, _ in crew:
        member.join(10)
    return [list(each) for each in zip(*(found for found, _ in answers), strict=True)], sum(lost for _, lost in answers)


def _hear(pipe: Connection) -> tuple[list[str], int]:
    heard: tuple[list[str], int] = pipe.recv()
    return heard


def _work(
    rounds: Sequence[Any],
    entrant: int,
    opened: Open,
    act: Act,
    barrier: Any,
    spread: float,
    seed: int,
    answer: Connection,
) -> None:
    chance = random.Random(f"{seed}/{entrant}")
    outcomes, lost = [], _Lost()
    logging.getLogger("bursar.again").addHandler(lost)
    logging.getLogger("bursar.again").setLevel(logging.INFO)
    logging.getLogger("bursar.again").propagate = False
    for each in rounds:
        try:
            page = opened(each, entrant)
        except Exception:  # noqa: BLE001  # it is what came out
            page, problem = None, f"error before: {traceback.format_exc(limit=-4)}"
        else:
            problem = ""
        try:
            barrier.wait(PATIENCE)
            time.sleep(chance.choice((0, chance.uniform(0, spread))))
            outcomes.append(problem or act(page))
        except BrokenBarrierError:
            outcomes.append("error: somebody did not come")
        except Exception:  # noqa: BLE001  # it is what came out
            outcomes.append(f"error: {traceback.format_exc(limit=-6)}")
    answer.send((outcomes, lost.count))
    answer.close()
    connections.close_all()
    os._exit(0)  # nothing of the parent's is to be wound up here


class _Lost(logging.Handler):
    """Counts the tries that lost a race."""

    count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """One line, one lost try."""
        self.count += 1
