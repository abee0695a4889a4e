"""Our decisions beside those of the policy in Cedar, at a fiftieth of what `make soak` asks (1,000,000)."""

import pytest
from django.db import connection

from soak.oracle.__main__ import QUESTIONS
from soak.oracle.asking import CIRCLES, DATED, Outcome, compare, compare_by_circles, rules
from soak.oracle.making import Maker
from soak.oracle.rows import LONG_AGO, Active, Given, Portal, Question
from soak.oracle.shrinking import shrunk

WORLDS = 20_000 // QUESTIONS + 1
VIEWER = Given(LONG_AGO, None, 1, 1, "billing", "viewer", frozenset(), 1, None)
pure = pytest.mark.skipif(connection.vendor != "sqlite", reason="needs no database: once is enough")


@pure
def test_cedar_knows_every_word_of_its_policies():
    assert CIRCLES.mistakes() + DATED.mistakes() == []


@pure
def test_twenty_thousand_decisions_are_those_of_the_policy_in_cedar_and_reach_every_rule_invariant_17():
    asked = Outcome()
    for number in range(WORLDS):
        maker = Maker(f"test-{number}")
        world = maker.world()
        ask = compare if number % 6 == 0 else compare_by_circles  # by dated roads takes ten times as long
        asked.add(ask(world, list(maker.questions(world, QUESTIONS))))
    assert asked.asked >= 20_000
    assert asked.differing == []
    assert [rule for rule in rules() if asked.decisive[rule] < 5] == []


@pure
def test_a_difference_is_shown_with_no_more_facts_than_it_takes():
    maker = Maker("crowded")
    world = (*maker.world(), Active(LONG_AGO, None, 1), Portal(LONG_AGO, None, 1, "assigned"), VIEWER)
    question = Question(1, "invoice:view", "invoice", 1, LONG_AGO)
    left = shrunk(world, lambda part: compare(part, [question]).allowed == 1)
    assert set(left) == {Active(LONG_AGO, None, 1), Portal(LONG_AGO, None, 1, "assigned"), VIEWER}
