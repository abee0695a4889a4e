"""The one clock: aware UTC instants, movable in tests and in the demo's made-up past."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

_moved: ContextVar[Callable[[], datetime] | None] = ContextVar("bursar_clock", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    moved = _moved.get()
    return moved() if moved else datetime.now(UTC)


def today() -> date:
    """The present date in UTC."""
    return now().date()


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
