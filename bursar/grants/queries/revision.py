"""Reading several things as they are at one and the same moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_revision() -> Iterator[None]:
    """What is read within is read at one revision, and nothing is written.

    On PostgreSQL in a transaction REPEATABLE READ, READ ONLY; on SQLite in a deferred one, which never waits for a
    writer nor keeps one waiting. Inside a transaction of somebody else's, it is theirs that counts.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
