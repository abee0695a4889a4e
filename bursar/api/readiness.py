"""Whether this process can answer people now: a database, at the version that the program needs."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


def pending_migrations() -> int:
    """How many migrations the database still needs."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


class Readiness:
    """Remembers that the database is at this version: it never goes back, and looking reads every migration."""

    def __init__(self) -> None:
        self.is_migrated = False

    def failing(self) -> list[str]:
        """The names of what is not in order."""
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            self.is_migrated = self.is_migrated or not pending_migrations()
        except DatabaseError:
            return ["database"]
        return [] if self.is_migrated else ["migrations"]
