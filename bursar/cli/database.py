"""`migrate` and `check`: the database and the settings in order."""

import os
import sys
from argparse import Namespace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.management import call_command
from django.db import connection

from bursar.api.readiness import pending_migrations
from bursar.cli.data import check_data
from bursar.cli.output import say
from bursar.config import append_only, site_role


def migrate(args: Namespace) -> None:
    """Migrate as the owner of the tables, install the triggers, and let the site's role use the tables."""
    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    if pending_migrations():  # triggers would refuse what fills new columns, and SQLite alters no table they speak of
        append_only.remove(connection)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    append_only.install(connection)
    _let_the_site_use_the_tables()
    say("The database is at this version.")


def check(args: Namespace) -> int:
    """Settings by Django's checks and ours; the database's version and triggers; with --data, what is in it."""
    level = "WARNING" if args.deploy else "ERROR"
    call_command("check", deploy=args.deploy, fail_level=level, stdout=sys.stderr if args.json else sys.stdout)
    pending = pending_migrations()
    if pending:
        say(f"{pending} migrations are pending: run `bursar migrate`.")
    absent = [] if pending else append_only.missing(connection)
    if absent:
        say(f"Triggers are missing: {', '.join(absent)}. Run `bursar migrate`.")
    if pending or absent:
        return 3
    return check_data(as_json=args.json) if args.data else 0


def _let_the_site_use_the_tables() -> None:
    """On PostgreSQL with two roles: the site's role owns no table and is given rows, not structure."""
    role = unquote(urlsplit(os.environ.get("BURSAR_RUNTIME_DATABASE_URL", "")).username or "")
    if connection.vendor == "postgresql" and role and role != connection.settings_dict["USER"]:
        site_role.give_rows(connection, role)
