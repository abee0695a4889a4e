"""An installation of before is brought to this version though triggers guard its tables, on SQLite the awkward one."""

import os
import sqlite3
import subprocess
import sys

BEFORE = ("invoices", "0010")
GUARD = (
    "CREATE TRIGGER invoices_document_no_delete BEFORE DELETE ON invoices_document "
    "WHEN EXISTS (SELECT 1 FROM invoices_standing WHERE document_id = OLD.id) BEGIN SELECT RAISE(ABORT, 'refused'); END"
)


def test_triggers_stand_in_no_migrations_way_and_are_there_afterwards(tmp_path):
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("BURSAR_", "DJANGO_"))}
    environment = plain | {"BURSAR_VAR": str(tmp_path), "BURSAR_DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3"}

    def run(*words: str) -> str:
        done = subprocess.run([sys.executable, *words], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run("manage.py", "migrate", *BEFORE)
    with sqlite3.connect(tmp_path / "site.sqlite3") as database:
        database.execute(GUARD)
    assert "at this version" in run("-m", "bursar.cli", "migrate")
    with sqlite3.connect(tmp_path / "site.sqlite3") as database:
        names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert {"invoices_document_no_delete", "invoices_ledgerentry_no_update", "payments_refund_no_delete"} <= names
