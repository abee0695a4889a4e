"""`kill -9` at three random moments of each operation; `make soak` takes 300 of each."""

import subprocess
import sys

from django.db import connection

from soak.__main__ import on

# `make soak` tries the other level of isolation, too.
DATABASE = "sqlite" if connection.vendor == "sqlite" else "postgresql-repeatable-read"


def test_whenever_it_is_killed_nothing_acknowledged_is_lost_and_nothing_is_done_twice():
    with on(DATABASE) as environment:
        command = [sys.executable, "-m", "soak.kills", "--scale", "0.01"]
        held = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert held.returncode == 0, held.stdout[-4000:] + held.stderr[-4000:]
