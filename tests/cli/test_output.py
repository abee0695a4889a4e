"""What is printed of what others wrote: shown, never obeyed by the terminal."""

import json

import pytest

from bursar.cli.output import say, show

HOSTILE = "F-1\x1b]0;mine\x07\x9b2J\u202e1-F\r\nF-2  paid"


def test_a_cell_is_one_line_and_steers_nothing(capsys):
    show([{"number": HOSTILE}, {"number": "F-3"}], as_json=False)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert lines[1] == r"F-1\u001b]0;mine\u0007\u009b2J\u202e1-F\u000d F-2  paid"


def test_json_says_the_same_and_steers_nothing(capsys):
    show([{"number": HOSTILE}], as_json=True)
    said = capsys.readouterr().out
    assert json.loads(said) == [{"number": HOSTILE}]
    assert not [c for c in said if not c.isprintable() and c != "\n"]


@pytest.mark.parametrize("text", ["Prêt : 3 documents", "one\ntwo", "a\tb", "עברית"])
def test_other_text_is_printed_as_it_is(capsys, text):
    say(text)
    assert capsys.readouterr().out == f"{text}\n"
