"""How far a long import is: a bar on a terminal, a line for each step elsewhere."""

import io
import sys

import pytest

from bursar.cli.progress import Bar

NAMES = {"reading": "Reading", "publishing": "Publishing"}


class Terminal(io.StringIO):
    """Standard error of somebody who sits before it."""

    def isatty(self) -> bool:
        return True


def said(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO) -> str:
    """What a bar shows of an import."""
    monkeypatch.setattr(sys, "stderr", stream)
    bar = Bar(NAMES)
    for step, done in (("reading", 0), ("reading", 40), ("reading", 40), ("publishing", 0)):
        bar.show(step, done, 80)
    bar.end()
    return stream.getvalue()


def test_a_terminal_shows_a_bar_that_grows(monkeypatch):
    lines = said(monkeypatch, Terminal()).split("\r")
    assert [line.count("█") for line in lines] == [0, 0, 15, 0]
    assert "50 %" in lines[2]


def test_elsewhere_each_step_is_a_line(monkeypatch):
    assert said(monkeypatch, io.StringIO()) == "Reading …\nPublishing …\n"
