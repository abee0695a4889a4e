"""Some hundred random operations on money, every invariant looked at after each; `make soak` takes 210,000."""

import subprocess
import sys

import pytest
from django.db import connection

from soak.__main__ import on

DATABASES = ["sqlite"] if connection.vendor == "sqlite" else ["postgresql", "postgresql-repeatable-read"]


@pytest.mark.parametrize("database", DATABASES)
def test_whatever_is_done_with_money_the_entries_add_up_and_the_provider_agrees(database):
    with on(database) as environment:
        command = [sys.executable, "-m", "soak.money", "--scale", "0.0014", "--seed", "11"]
        held = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert held.returncode == 0, held.stdout[-4000:] + held.stderr[-4000:]
