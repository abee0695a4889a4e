"""The clients of a trial, each in a process of its own, and what comes of a round."""

import os
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.context import ForkContext
from traceback import format_exc
from typing import Any

from django.db import connections

from bursar.cli.data import verify
from bursar.core import clock
from soak.model.state import World
from soak.playing import client, snapshot
from soak.playing.judge import judge
from soak.playing.stage import Stage

Record = dict[str, Any]


@dataclass
class Came:
    """What came of a round."""

    records: list[Record] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    seconds: float = 0
    judged: float = 0

    def line(self) -> str:
        """In one line."""
        results = Counter("done" if record["result"] == "done" else "refused" for record in self.records)
        speed = len(self.records) / self.seconds
        return (
            f"{len(self.records):>6} operations  {results['done']:>5} done {results['refused']:>5} refused  "
            f"{speed:>5.0f}/s  judged in {self.judged:.1f} s  {'WRONG' if self.complaints else 'held'}"
        )


class Troupe:
    """Starts the clients, plays rounds with them, ends them."""

    def __init__(self, context: ForkContext, clients: int, folder: str) -> None:
        tomorrow = datetime.now(UTC).replace(hour=6, minute=0, second=0) + timedelta(days=1)
        # A trial takes less than half a day: it never runs through a midnight. What was there before lies behind it.
        self._shared = client.Shared(tomorrow, time.monotonic(), context.Value("q", 0), context.Value("q", 0))
        connections.close_all()  # each process opens its own
        pipes = [context.Pipe() for _ in range(clients)]
        self._pipes = [ours for ours, _ in pipes]
        self._processes = [
            context.Process(target=_client, args=(number, theirs, self._shared, folder), daemon=True)
            for number, (_, theirs) in enumerate(pipes)
        ]
        for process in self._processes:
            process.start()

    def round(self, seed: str, operations: int) -> Came:
        """Set the stage, let everybody play, judge."""
        came, tape = Came(), self._shared.tape()
        with tape.watching(), clock.running(self._shared.now):
            stage = Stage(tape, f"r{seed}")
            stage.set_up()
        came.records = stage.records
        began = time.monotonic()
        for pipe in self._pipes:
            pipe.send(client.Round(seed, stage.accounts, stage.emails, operations))
        for answer in [pipe.recv() for pipe in self._pipes]:
            came.records += answer if isinstance(answer, list) else []
            came.complaints += [answer] if isinstance(answer, str) else []
        came.seconds = time.monotonic() - began
        with clock.running(self._shared.now):
            came.complaints += [] if came.complaints else verdicts(came.records)
        came.judged = time.monotonic() - began - came.seconds
        return came

    def end(self) -> None:
        """Let everybody go home."""
        for pipe in self._pipes:
            pipe.send(None)
        for process in self._processes:
            process.join(timeout=20)
            process.kill()


def verdicts(records: list[Record]) -> list[str]:
    """What the model and the invariants have against these records and what is in the tables now."""
    world, complaints = judge(World(), records)
    if not complaints:
        complaints = snapshot.differences(snapshot.of_database(world), snapshot.of_model(world))
    broken = [f"invariant {v.invariant.number} {v.invariant.name}: {v.named}" for v in verify() if v.breaches]
    return complaints + broken


def _word(pipe: Connection, parent: int) -> client.Round | None:
    """What to play next; nothing more when the trial was ended from outside."""
    while not pipe.poll(1):
        if os.getppid() != parent:
            return None
    about: client.Round | None = pipe.recv()
    return about


def _client(number: int, pipe: Connection, shared: Any, folder: str) -> None:
    """A client's process: plays rounds until it is told to go."""
    gate = client.Gate(folder)
    parent = os.getppid()
    while (about := _word(pipe, parent)) is not None:
        try:
            pipe.send(client.play(number, about, shared, gate))
        except Exception:  # noqa: BLE001  # whatever it is, the trial has to tell it
            pipe.send(f"client {number}: {format_exc()}")
