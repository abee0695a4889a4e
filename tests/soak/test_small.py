"""Every state of the small world within three changes; `make soak` goes through those within six."""

import pytest
from django.db import connection

from soak.small import giving, office
from soak.small.__main__ import Layer, looked_at
from soak.small.rights import held
from soak.small.state import ACTIVE, GROUP_TICKS, GROUPS, LEVEL, ROLE, Role, beginning, canonical

pure = pytest.mark.skipif(connection.vendor != "sqlite", reason="needs no database: once is enough")


def gone_through(changes: int, start: int | None = None) -> Layer:
    total, seen, layer = Layer(), set(), {canonical(start or beginning())}
    for number in range(changes + 1):
        seen |= layer
        found = looked_at(layer, goes_on=number < changes)
        total.states += found.states
        total.breaches += found.breaches
        layer = found.nexts - seen
    return total


@pure
def test_in_every_state_within_three_changes_all_holds_invariants_1_3_5_6_7_8_11_17_18():
    total = gone_through(3)
    assert total.breaches == []
    assert total.states == 8118


@pure
def test_two_states_that_differ_in_which_group_is_which_are_one():
    first, second = (GROUPS[0][group].put(GROUP_TICKS[group].put(beginning(), 2), 1) for group in (0, 1))
    assert first != second
    assert canonical(first) == canonical(second)
    assert held(first, 0, 0) == held(second, 0, 0)


@pure
@pytest.mark.parametrize(("where", "rule"), [(giving, "_may_tick"), (giving, "_gives"), (office, "_arranges")])
def test_a_rule_that_lets_everybody_give_everything_is_noticed_invariant_8(monkeypatch, where, rule):
    monkeypatch.setattr(where, rule, lambda *_: True)
    with_a_member = ROLE[0][2].put(beginning(), Role.MEMBER)
    assert any(breach.startswith("8:") for breach in gone_through(2, with_a_member).breaches)


@pure
def test_an_account_without_a_full_administrator_is_noticed_invariant_5():
    nobody = LEVEL[0][0].put(beginning(), 0)
    assert any(breach.startswith("5:") for breach in looked_at([nobody], goes_on=False).breaches)
    assert looked_at([ACTIVE[0].put(nobody, 0)], goes_on=False).breaches == []
