"""A stateful machine over all commands: every answer is the model's, and so is what everybody may do afterwards.

`make soak` plays the same commands by four clients at once; here one step follows another, so that hypothesis can make
a failure short. The seed is fixed and printed; nothing is kept in a database of examples.
"""

import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from bursar.accounts.models import Person
from bursar.cli.data import verify
from bursar.core import clock
from soak.model.state import World
from soak.playing import drafts, foreseen, snapshot
from soak.playing.acts import ACTS
from soak.playing.choices import CHOICES
from soak.playing.client import JUMPS
from soak.playing.judge import judge
from soak.playing.scene import PARTS, Scene
from soak.playing.stage import Stage
from soak.playing.tape import Tape
from soak.playing.turned import complaints as turned
from soak.playing.watch import Watch

SEED = 20260302
LOOKS_BACK = 8  # at so many earlier moments
FIRST_DAY = datetime(2026, 3, 2, 6, tzinfo=UTC)
EXAMPLES, STEPS, COMPARED = 6, 90, 10  # tables and rights are compared after so many steps
WEIGHTED = [name for name, (weight, _) in CHOICES.items() for _ in range(weight)]
GIVING = {
    "accept", "accept_with_new_sign_in", "add_billing_admin", "add_group_members", "change_billing_admin",
    "change_groups_of", "change_portal_kind", "change_role", "create_group", "create_role", "edit_role",
    "grant_request", "invite_member", "move_group", "request_access", "resume_member", "save_permissions",
}  # fmt: skip


@seed(SEED)
class Machine(RuleBasedStateMachine):
    """One installation and its model."""

    names = tuple(WEIGHTED)
    foretold: set[str] = set()  # what was done and had been told to give or take something

    def __init__(self) -> None:
        super().__init__()
        self.tickets, self.days, self.steps, self.world = count(1), 0, 0, World()
        self.tape = Tape(lambda: next(self.tickets), lambda: 0)
        self.around = ExitStack()
        for context in (_undone(), self.tape.watching(), clock.running(self.now)):
            self.around.enter_context(context)
        self.stage = Stage(self.tape, "random")

    def now(self):
        """Every look at the clock is a little later, in each step the same day."""
        return FIRST_DAY + timedelta(days=self.days, milliseconds=next(self.tickets))

    @initialize()
    def begin(self) -> None:
        """Two accounts with people and a few bills."""
        self.stage.set_up()
        self.stage.tick_groups()
        self.agree(self.stage.records)
        self.watch = Watch(self.stage.accounts)

    @rule(
        choice=st.integers(0, len(WEIGHTED) - 1),
        number=st.integers(0, 2**32),
        is_able=st.sampled_from([True, True, False]),
        jump=st.sampled_from([0] * 40 + list(JUMPS)),
    )
    def command(self, choice: int, number: int, is_able: bool, jump: int) -> None:
        """Somebody does something; the model says what comes of it."""
        name = self.names[choice % len(self.names)]
        self.days, self.steps = self.days + jump, self.steps + 1
        if jump:
            self.watch.look_again()
        people = Person.objects.filter(email__in=self.stage.emails).order_by("pk").values_list("pk", flat=True)
        scene = Scene(random.Random(number), self.stage.accounts, list(people), self.stage.emails)
        if is_able:
            scene.cast(PARTS.get(name, "admin"))
        elif number % 3:
            scene.cast("office")
        args = CHOICES[name][1](scene)
        if args is not None:
            record = {"do": name, "by": scene.person, "account": scene.account, "args": args}
            was, said = self.watch.now(), drafts.told(record) if name == "save_permissions" else None
            expected = foreseen.told(record)
            self.tape.play(record, ACTS[name])
            self.agree([record])
            assert self.watch.complaints(record) == []
            assert said is None or drafts.complaints(said, was, self.watch.now(), record) == []
            assert expected is None or foreseen.complaints(expected, was, self.watch.now(), record) == []
            self.foretold |= {name} if expected and record["result"] == "done" else set()
        if self.steps % COMPARED == 0:
            self.compare()

    def agree(self, records) -> None:
        """The model answers the same."""
        self.world, complaints = judge(self.world, records)
        assert complaints == []

    def compare(self) -> None:
        """Every table, and what everybody may do."""
        assert snapshot.differences(snapshot.of_database(self.world), snapshot.of_model(self.world)) == []

    def teardown(self) -> None:
        """What is told of the past is what was seen; whatever was done is undone."""
        try:
            assert self.watch.of_the_past(every=len(self.watch.seen) // LOOKS_BACK + 1) == []
            seen = self.watch.seen
            periods = (seen, seen[len(seen) // 2 :])
            assert [
                each for account in self.stage.accounts for period in periods for each in turned(period, account)
            ] == []
            assert [f"{v.invariant.number}: {v.named}" for v in verify() if v.breaches] == []
        finally:
            self.around.close()


@contextmanager
def _undone() -> Iterator[None]:
    """What happens in the block is undone; commands may open their durable transactions in it."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)


class Givers(Machine):
    """The same, of what gives somebody a right: on every road, by those who hold it and those who do not."""

    names = tuple(name for name in WEIGHTED if name in GIVING)


@pytest.mark.django_db
@pytest.mark.parametrize(("machine", "examples"), [(Machine, EXAMPLES), (Givers, EXAMPLES // 2)])
def test_every_command_answers_as_the_model_and_gives_what_its_giver_holds_invariants_3_7_8_9_11_12(machine, examples):
    print(f"seed {SEED}")  # noqa: T201  # shown when it fails
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
        _min_steps=STEPS - 1,
    )
    assert Machine.foretold
