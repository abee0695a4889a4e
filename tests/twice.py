"""`pytest --every-command-twice`: each command is done, undone as a lost race would be, and done again.

A command that changed what it was handed, or relied on something outside the transaction, comes out otherwise then.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from bursar.audit import recording


class _UndoneError(Exception):
    """The race that is lost."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option, for the folders of tests that it is asked for."""
    parser.addoption("--every-command-twice", action="store_true", help="lose the first try of every command")


def pytest_configure(config: pytest.Config) -> None:
    """Put the lost try before each real one."""
    if not config.getoption("--every-command-twice"):
        return
    once = recording._once

    def twice(act: Callable[[], Any], name: str) -> Any:
        def in_vain() -> None:
            act()
            raise _UndoneError

        with suppress(_UndoneError):
            once(in_vain, name)
        return once(act, name)

    recording._once = twice
