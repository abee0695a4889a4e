"""One client of a round: chooses, acts, writes down; and the gate through which time moves on."""

import fcntl
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bursar.access.policy import held
from bursar.accounts.models import Account, Person
from bursar.audit.again import again
from bursar.core import clock
from bursar.core.errors import BusyError
from bursar.grants.queries.reading import account_and_facts
from soak.model.commands import COMMANDS
from soak.playing import (  # they register themselves
    acts_billing,
    acts_groups,
    acts_money,
    acts_offers,
    choices_billing,
    choices_money,
)
from soak.playing.acts import ACTS
from soak.playing.choices import CHOICES, choose
from soak.playing.judge import BUSY
from soak.playing.scene import Scene
from soak.playing.tape import Tape

Record = dict[str, Any]
REGISTERED = (acts_billing, acts_groups, acts_money, acts_offers, choices_billing, choices_money)
JUMPS = (1, 1, 1, 1, 2, 3, 8)  # days


@dataclass(frozen=True)
class Round:
    """Who and what a round is about."""

    seed: str
    accounts: list[int]
    emails: list[str]
    operations: int
    time_share: float = 1 / 500


@dataclass
class Shared:
    """What all clients share: when the trial began (by the machine), the days that were jumped, the last ticket."""

    first_day: datetime
    began: float
    days: Any
    tickets: Any

    def now(self) -> datetime:
        """The present instant of the trial."""
        return self.first_day + timedelta(seconds=time.monotonic() - self.began, days=self.days.value)

    def draw(self) -> int:
        """The next ticket."""
        with self.tickets.get_lock():
            self.tickets.value += 1
            return int(self.tickets.value)

    def last(self) -> int:
        """The ticket drawn last."""
        return int(self.tickets.value)

    def tape(self) -> Tape:
        """A tape that draws these tickets."""
        return Tape(self.draw, self.last)


class Gate:
    """While a command runs time goes on by itself only: whoever jumps waits for all, and all wait for them."""

    def __init__(self, folder: str) -> None:
        self._door, self._room = (os.open(f"{folder}/{name}", os.O_CREAT | os.O_RDWR) for name in ("door", "room"))

    @contextmanager
    def acting(self) -> Iterator[None]:
        """Many at a time."""
        with _held(self._door, fcntl.LOCK_EX):
            fcntl.flock(self._room, fcntl.LOCK_SH)
        try:
            yield
        finally:
            fcntl.flock(self._room, fcntl.LOCK_UN)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One, and nobody acting."""
        with _held(self._door, fcntl.LOCK_EX), _held(self._room, fcntl.LOCK_EX):
            yield


def play(number: int, about: Round, shared: Shared, gate: Gate) -> list[Record]:
    """One client's operations of a round, as they came out; the same seed chooses by the same dice."""
    records: list[Record] = []
    tape = shared.tape()
    with tape.watching(), clock.running(shared.now):
        for n in range(about.operations):
            dice = random.Random(f"{about.seed}/{number}/{n}")
            if dice.random() < about.time_share:
                with gate.alone():
                    shared.days.value += dice.choice(JUMPS)
            with gate.acting():
                record = _one(dice, about, tape)
            if record:
                records.append({"client": number, "n": n, **record})
    return records


def _one(dice: random.Random, about: Round, tape: Tape) -> Record | None:
    people = list(Person.objects.filter(email__in=about.emails).order_by("pk").values_list("pk", flat=True))
    scene = Scene(dice, about.accounts, people, about.emails)
    chosen = again(lambda: choose(scene))
    if chosen is None:
        return None
    record: Record = {"do": chosen[0], "by": scene.person, "account": scene.account, "args": chosen[1]}
    try:
        tape.play(record, ACTS[chosen[0]])
    except BusyError:
        record |= {"result": BUSY, "ticket": -1, "at": "", "versions": {}, "made": {}, "is_locked": False}
    return record | {"look": again(lambda: _look(dice, scene))}


def _look(dice: random.Random, scene: Scene) -> Record:
    """What somebody may do somewhere at this moment, and at which version of the account that was decided."""
    where, person = dice.choice(scene.accounts), dice.choice(scene.people)
    number = Account.objects.values_list("number", flat=True).get(pk=where)
    account, known = account_and_facts(number, person)
    at = clock.now()
    rights = sorted(held(known, person, where, at))
    return {
        "account": where,
        "version": account.version if account else 0,
        "person": person,
        "at": at.isoformat(),
        "held": rights,
    }


@contextmanager
def _held(file: int, how: int) -> Iterator[None]:
    fcntl.flock(file, how)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


if unmatched := (set(CHOICES) ^ set(ACTS)) - {"create_account", "create_person"} or set(ACTS) - set(COMMANDS):
    raise LookupError(f"chosen, called and modelled are not the same: {unmatched}")
