"""Running again what the database undid because somebody else was faster: a lost race is nobody's error.

Which answers of a database are that, and how often they are taken: docs/decisions/0050-lost-races-are-run-again.md.
"""

import logging
import random
import time
from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from bursar.core.errors import BusyError, Conflict

P = ParamSpec("P")
R = TypeVar("R")
log = logging.getLogger("bursar.again")

TRIES = 20  # of sixteen who want one account at once at REPEATABLE READ, the last one loses fifteen times
TRIES_FOR_A_NAME = 3  # what was taken in between is seen the next time, and refused by the command's own rule
PAUSE, LONGEST_PAUSE = 0.0025, 0.25  # seconds, doubled each time, of which a random part is waited

_SQLITE_BUSY, _SQLITE_LOCKED = 5, 6
_SQLITE_TAKEN = {2067, 1555}  # SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY


class Lost(Enum):
    """How a transaction lost to another one."""

    RACE = "race"  # serialization failure or deadlock: everything is undone, and may be run again at once
    NAME = "name"  # a unique constraint: another one wrote the same in between
    TURN = "turn"  # no turn to write within the settings' time-out


_BY_SQLSTATE = {
    "40001": Lost.RACE,  # serialization_failure
    "40P01": Lost.RACE,  # deadlock_detected
    "23505": Lost.NAME,  # unique_violation
    "55P03": Lost.TURN,  # lock_not_available
}


def lost(error: BaseException | None) -> Lost | None:
    """How the database's error came from somebody else's transaction, or None when it did not."""
    cause = error.__cause__ if isinstance(error, DatabaseError) else None
    found = _BY_SQLSTATE.get(getattr(cause, "sqlstate", None) or "")
    code = getattr(cause, "sqlite_errorcode", 0) or 0
    if code in _SQLITE_TAKEN:
        return Lost.NAME
    return Lost.TURN if code & 0xFF in (_SQLITE_BUSY, _SQLITE_LOCKED) else found


def is_busy(error: BaseException | None) -> bool:
    """Whether there is nothing wrong but that too many write at the same time: worth asking again in a moment."""
    return isinstance(error, BusyError) or lost(error) in (Lost.RACE, Lost.TURN)


def again(run: Callable[[], R]) -> R:
    """Do what opens a transaction of its own; while that transaction is lost to another, do it once more.

    Raises BusyError when it was lost too often, Conflict when what it writes was taken by others each time.
    """
    names = 0
    for number in range(1, TRIES + 1):
        try:
            return run()
        except DatabaseError as error:
            how = lost(error)
            names += how is Lost.NAME
            if how is None:
                raise
            if names >= TRIES_FOR_A_NAME:
                log.exception("taken by others %s times", names)
                text = _("Somebody changed this in the meantime. Reload the page and try again.")
                raise Conflict("changed_in_between", text) from error
            if how is Lost.TURN or number == TRIES:
                raise BusyError from error
        pause(number)
    raise AssertionError("unreachable")


def transacted(act: Callable[P, R]) -> Callable[P, R]:
    """Run the decorated function in a transaction of its own, and again as `again` does."""

    @wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        def once() -> R:
            with transaction.atomic():
                return act(*args, **kwargs)

        return again(once)

    return run


def alone(execute: Callable[..., R], sql: str, params: Any, many: bool, context: dict[str, Any]) -> R:
    """A wrapper for Django's connections: one statement outside a transaction is run again when it lost a race."""
    if context["connection"].in_atomic_block:
        return execute(sql, params, many, context)
    for number in range(1, TRIES):
        try:
            return execute(sql, params, many, context)
        except DatabaseError as error:
            if lost(error) is not Lost.RACE:
                raise
        pause(number)
    return execute(sql, params, many, context)


def pause(number: int) -> None:
    """Wait a random while before another try, the longer the more tries there were."""
    log.info("lost, try %s", number)
    time.sleep(random.uniform(0, min(PAUSE * 2**number, LONGEST_PAUSE)))  # noqa: S311  # no secret
