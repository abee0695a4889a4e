"""`kill -9` at one to three random moments of each operation; `make soak` takes 300 of each."""

import subprocess
import sys

import pytest
from django.db import connection

from soak.__main__ import on

DATABASES = (
    {"sqlite": "0.01"}
    if connection.vendor == "sqlite"
    else {"postgresql": "0.004", "postgresql-repeatable-read": "0.004"}
)


@pytest.mark.parametrize("database", DATABASES)
def test_whenever_it_is_killed_nothing_acknowledged_is_lost_and_nothing_is_done_twice(database):
    with on(database) as environment:
        command = [sys.executable, "-m", "soak.kills", "--scale", DATABASES[database]]
        held = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert held.returncode == 0, held.stdout[-4000:] + held.stderr[-4000:]
