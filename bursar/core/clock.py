"""The one clock: aware UTC instants, movable in tests and in the demo's made-up past."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

_moved: ContextVar[Callable[[], datetime] | None] = ContextVar("bursar_clock", default=None)
# The instant of the change under way, once it is known: a list of it, or an empty one; None outside a change.
_change: ContextVar[list[datetime] | None] = ContextVar("bursar_change", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC; within a change, from `pin` on, the instant of that change."""
    return (_change.get() or [_runs()])[-1]


def _runs() -> datetime:
    moved = _moved.get()
    return moved() if moved else datetime.now(UTC)


def today() -> date:
    """The present date in UTC."""
    return now().date()


def read(stored: str | datetime) -> datetime:
    """An instant as a database keeps it: SQLite as text, without its time zone, which is UTC."""
    instant = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Let the clock stand at `instant` (aware) within the block."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    stands = instant.astimezone(UTC)
    with running(lambda: stands):
        yield


@contextmanager
def running(source: Callable[[], datetime]) -> Iterator[None]:
    """Let the clock be `source`, which answers aware UTC instants, within the block."""
    token = _moved.set(source)
    try:
        yield
    finally:
        _moved.reset(token)


@contextmanager
def change() -> Iterator[None]:
    """Within the block one thing is changed, though many rows may be written: they all bear the instant of `pin`."""
    token = _change.set([])
    try:
        yield
    finally:
        _change.reset(token)


def pin() -> None:
    """What is being changed is changed now: the lock is held, nothing that is locked can happen before it any more."""
    pinned = _change.get()
    if pinned is not None:
        pinned.append(_runs())
