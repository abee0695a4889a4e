"""The one clock: aware UTC instants, movable in tests and in the demo's made-up past."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

_moved: ContextVar[datetime | None] = ContextVar("bursar_clock", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _moved.get() or datetime.now(UTC)


def today() -> date:
    """The present date in UTC."""
    return now().date()


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Let the clock stand at `instant` (aware) within the block."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    token = _moved.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _moved.reset(token)
