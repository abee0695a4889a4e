"""On PostgreSQL the site may run as a role that owns no table: what that role is given, and what is kept from it."""

from django.db.backends.base.base import BaseDatabaseWrapper

from bursar.config import append_only


def give_rows(connection: BaseDatabaseWrapper, role: str) -> None:
    """Let the role read and write rows of the tables there are now; never structure, never what append-only refuses."""
    quoted = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
        for table, refused in append_only.TABLES.items():
            never = [
                operation for operation in refused if operation != "DELETE" or table not in append_only.UNPUBLISHED
            ]
            cursor.execute(f"REVOKE {', '.join(never)} ON {table} FROM {quoted}")
