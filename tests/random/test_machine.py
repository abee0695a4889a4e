"""A stateful machine over all commands: every answer is the model's, and so is what everybody may do afterwards.

`make soak` plays the same commands by four clients at once; here one step follows another, so that hypothesis can make
a failure short. The seed is fixed and printed; nothing is kept in a database of examples.
"""

import random
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from bursar.accounts.models import Person
from bursar.core import clock
from soak.model.state import World
from soak.playing import snapshot
from soak.playing.acts import ACTS
from soak.playing.choices import CHOICES
from soak.playing.client import JUMPS
from soak.playing.judge import judge
from soak.playing.scene import Scene
from soak.playing.stage import Stage
from soak.playing.tape import Tape

SEED = 20260302
FIRST_DAY = datetime(2026, 3, 2, 6, tzinfo=UTC)
EXAMPLES, STEPS = 10, 60
WEIGHTED = [name for name, (weight, _) in CHOICES.items() for _ in range(weight)]
STEP = st.tuples(st.sampled_from(WEIGHTED), st.integers(0, 2**32), st.sampled_from([0] * 40 + list(JUMPS)))


class Machine:
    """One installation and its model, step by step."""

    def __init__(self) -> None:
        self.tickets, self.days = count(1), 0
        self.world = World()
        self.tape = Tape(lambda: next(self.tickets), lambda: 0)
        self.stage = Stage(self.tape, "random")

    def now(self):
        """Every look at the clock is a little later, in each step the same day."""
        return FIRST_DAY + timedelta(days=self.days, milliseconds=next(self.tickets))

    def begin(self) -> None:
        """Two accounts with people and a few bills."""
        self.stage.set_up()
        self.world, complaints = judge(self.world, self.stage.records)
        assert complaints == []

    def step(self, name: str, number: int, jump: int) -> None:
        """One command, and the model's word on it."""
        self.days += jump
        people = Person.objects.filter(email__in=self.stage.emails).order_by("pk").values_list("pk", flat=True)
        scene = Scene(random.Random(number), self.stage.accounts, list(people), self.stage.emails)
        args = CHOICES[name][1](scene)
        if args is not None:
            record = {"do": name, "by": scene.person, "account": scene.account, "args": args}
            self.tape.play(record, ACTS[name])
            self.world, complaints = judge(self.world, [record])
            assert complaints == []

    def compare(self) -> None:
        """Every table, and what everybody may do."""
        assert snapshot.differences(snapshot.of_database(self.world), snapshot.of_model(self.world)) == []


@pytest.mark.django_db
@seed(SEED)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
@given(st.lists(STEP, min_size=STEPS, max_size=2 * STEPS))
def test_every_command_answers_as_the_model_and_leaves_what_it_leaves(steps):
    print(f"seed {SEED}")  # noqa: T201  # shown when it fails
    machine = Machine()
    with _undone(), machine.tape.watching(), clock.running(machine.now):
        machine.begin()
        for number, step in enumerate(steps):
            machine.step(*step)
            if number % 10 == 0:
                machine.compare()
        machine.compare()


class _undone:  # noqa: N801  # reads as a word
    """What happens in the block is undone; commands may open their durable transactions in it."""

    def __enter__(self) -> None:
        self.block = transaction.atomic()
        self.block._from_testcase = True  # type: ignore[attr-defined]
        self.block.__enter__()

    def __exit__(self, *raised) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(*raised)
