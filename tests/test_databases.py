"""Both databases run as docs/operating asks: SQLite durable and fair, PostgreSQL as a role that owns nothing."""

import dj_database_url
import psycopg
import pytest
from django.conf import settings
from django.db import ProgrammingError, connection

on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="about PostgreSQL")


def _ask(question: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


@on_sqlite
@pytest.mark.parametrize(("setting", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)])
def test_sqlite_keeps_what_it_acknowledged_and_what_refers_to_what(db, setting, value):
    assert _ask(f"PRAGMA {setting}") == value


@on_sqlite
def test_sqlite_takes_its_only_writer_at_the_start_of_a_transaction(db):
    assert connection.transaction_mode == "IMMEDIATE"


@on_postgresql
def test_the_site_owns_no_table(db):
    assert _ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") > 20
    assert _ask("SELECT count(*) FROM pg_tables WHERE tableowner = current_user") == 0


@on_postgresql
def test_the_site_may_not_alter_a_table(db):
    with pytest.raises(ProgrammingError, match="must be owner"):
        _ask("ALTER TABLE accounts_person ADD COLUMN extra text")


@on_postgresql
def test_the_site_may_not_change_an_entry_even_without_triggers(db):
    assert _ask("SELECT has_table_privilege('audit_entry', 'UPDATE, DELETE')") is False


@on_postgresql
def test_the_owner_of_the_tables_is_kept_from_it_by_a_trigger(db):
    as_owner = {
        **connection.get_connection_params(),
        "user": dj_database_url.parse(settings.MIGRATION_DATABASE_URL)["USER"],
    }
    with psycopg.connect(**as_owner) as owner:
        owner.execute("INSERT INTO audit_entry (at, kind, actor_kind, door, address, on_type, refusal, request_id)"
                      " VALUES (now(), 'tests.tried', 'job', 'tests', '', '', '', '')")  # fmt: skip
        with pytest.raises(psycopg.DatabaseError, match="never change"):
            owner.execute("DELETE FROM audit_entry")
        owner.rollback()
