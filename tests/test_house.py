"""The house is as docs/architecture.md says: budgets of length, names, and commands that stand alone."""

import pytest

from tests import house

SHIPPED = house.sources("bursar")
ALL = house.sources("bursar", "tests", "scripts", "bench", "soak")


@pytest.mark.parametrize("rule", [house.long_files, house.long_functions, house.modules_without_opening, house.drawers])
def test_every_file_keeps_the_rule(rule):
    assert rule(ALL) == []


@pytest.mark.parametrize("rule", [house.calls_of_commands, house.not_commands, house.actors_not_first])
def test_every_command_keeps_the_rule(rule):
    assert rule(SHIPPED) == []


def test_nine_files_of_ten_are_under_160_lines():
    assert _share([file.lines for file in ALL], 160) >= 0.9


def test_nine_functions_of_ten_are_under_25_lines():
    assert _share([house.length(each) for file in ALL for each in file.functions()], 25) >= 0.9


def _share(lengths: list[int], below: int) -> float:
    return sum(each < below for each in lengths) / len(lengths)
