"""The person of a session: read at every request, so by a statement that is made once and not anew each time."""

from functools import lru_cache
from typing import Any

from django.db import connection

from bursar.accounts.models import Person


def signed_in(person_id: int) -> Person | None:
    """The person with this id, unless deactivated."""
    sql, compiler, columns, names = _prepared(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [person_id])
        rows = cursor.fetchmany(1)
    for row in compiler.apply_converters(rows, compiler.get_converters(columns)):
        return Person.from_db(connection.alias, names, row)
    return None


@lru_cache
def _prepared(vendor: str) -> tuple[str, Any, list[Any], list[str]]:
    """The statement that Django makes for it, its columns, and their names."""
    compiler = Person.objects.filter(pk=0, deactivated_at__isnull=True).query.get_compiler(connection=connection)
    sql, _params = compiler.as_sql()
    columns = [column for column, _sql, _alias in compiler.select]
    return sql, compiler, columns, [column.target.attname for column in columns]
