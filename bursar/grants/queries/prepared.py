"""A cursor whose statements PostgreSQL plans once for a connection: planning ours takes it longer than answering."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper


@contextmanager
def cursor() -> Iterator[CursorWrapper]:
    """Django's cursor, counted and logged as any other; on PostgreSQL one whose values are bound by the server."""
    with connection.cursor() as wrapped:
        if connection.vendor != "postgresql":
            yield wrapped
            return
        raw: Any = connection.connection
        asked_for = raw.prepare_threshold  # None: Django's own statements are never prepared
        raw.prepare_threshold = 0
        try:
            with _bound(raw) as wrapped.cursor:
                yield wrapped
        finally:
            raw.prepare_threshold = asked_for


def _bound(raw: Any) -> Any:
    make: Any = ServerBindingCursor
    return make(raw)
