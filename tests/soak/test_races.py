"""Races between real processes, through the doors, at a fiftieth of what `make soak` does (200 duels)."""

import subprocess
import sys

import pytest
from django.db import connection

from soak.__main__ import on

DATABASES = ["sqlite"] if connection.vendor == "sqlite" else ["postgresql", "postgresql-repeatable-read"]


@pytest.mark.parametrize("database", DATABASES)
def test_whoever_clicks_at_the_same_instant_the_rules_hold_and_nobody_sees_an_error(database):
    with on(database) as environment:
        command = [sys.executable, "-m", "soak.races", "--scale", "0.02"]
        held = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert held.returncode == 0, held.stdout[-4000:] + held.stderr[-4000:]
