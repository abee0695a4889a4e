"""Through what something was done is told in words, whatever way there is."""

import re
from pathlib import Path

from bursar.portals.activity import door_text

ROOT = Path(__file__).parents[2] / "bursar"
WAYS = re.compile(r"""(?:Actor\.job\(|\bdoor(?:: str)? ?= ?)"(\w+)\"""")
WRITE_NOTHING = {"authzen", "pdf"}


def test_every_way_has_words():
    ways = {way for path in ROOT.rglob("*.py") for way in WAYS.findall(path.read_text())} - WRITE_NOTHING
    assert ways >= {"api", "autopay", "command_line", "invitation", "me", "payment_call", "public"}
    assert not [way for way in ways if door_text(way) == way]
