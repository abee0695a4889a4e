"""docs/operating/backup.md does what it says: its own commands are run, on the database of the tests' kind."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bursar.cli.main import DONE
from scripts import postgres

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "operating" / "backup.md").read_text()
CREATE = ["account", "create", "Northwind Traders", "--owner", "owner@northwind.example", "--operator", "Ines"]
PLAIN = {name: value for name, value in os.environ.items() if not name.startswith("BURSAR_")}
OWNER = os.environ.get("BURSAR_MIGRATION_DATABASE_URL", "")


def commands(heading: str) -> list[str]:
    """The commands of a section, those of several blocks one after another."""
    section = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ")[0]
    return [line for block in re.findall(r"```sh\n(.*?)```", section, re.DOTALL) for line in block.splitlines()]


def bursar(environment: dict[str, str], *words: str) -> str:
    """Run `bursar …`; answers what it printed."""
    command = [sys.executable, "-m", "bursar.cli", *words]
    done = subprocess.run(command, env=PLAIN | environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == DONE, done.stderr
    return done.stdout


def run(line: str, folder: Path) -> None:
    """Run a command of the page in a folder."""
    subprocess.run(line, shell=True, cwd=folder, check=True, timeout=120)  # noqa: S602  # the page is ours


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A site on SQLite that lost its database after the copy was made."""
    environment = {"BURSAR_VAR": str(tmp_path)}
    bursar(environment, "migrate")
    bursar(environment, *CREATE)
    copy = next(line for line in commands("SQLite") if "VACUUM" in line)
    run(copy.replace("/var/lib/bursar", str(tmp_path)).replace("python3", sys.executable), tmp_path)
    for lost in tmp_path.glob("bursar.sqlite3*"):
        lost.unlink()
    return tmp_path


def test_a_copy_of_sqlite_brings_everything_back(copied):
    shutil.move(copied / "bursar-copy.sqlite3", copied / "bursar.sqlite3")
    environment = {"BURSAR_VAR": str(copied)}
    for line in commands("SQLite"):
        if line.startswith("bursar "):
            bursar(environment, *line.split()[1:])
    assert "Northwind Traders" in bursar(environment, "account", "list")


@pytest.mark.skipif(not OWNER, reason="PostgreSQL's commands are run on PostgreSQL")
def test_a_dump_of_postgresql_brings_everything_back(tmp_path):
    before, after = (_new_database(name) for name in ("backup_before", "backup_after"))
    bursar(before, "migrate")
    bursar(before, *CREATE)
    dump, restore, *rest = commands("PostgreSQL")
    programs = f"{postgres.programs()}/"
    run(
        programs + dump.replace("postgres://bursar_owner@127.0.0.1/bursar", before["BURSAR_MIGRATION_DATABASE_URL"]),
        tmp_path,
    )
    run(
        programs + restore.replace("postgres://bursar_owner@127.0.0.1/bursar", after["BURSAR_MIGRATION_DATABASE_URL"]),
        tmp_path,
    )
    for line in rest:
        bursar(after, *line.split()[1:])
    assert "Northwind Traders" in bursar(after, "account", "list")


def _new_database(name: str) -> dict[str, str]:
    """An empty database beside that of the tests, as roles.sql makes it."""
    own = f"{name}_{os.getpid()}"
    for statement in (f"CREATE DATABASE {own} TEMPLATE template0", f"GRANT CONNECT ON DATABASE {own} TO bursar"):
        psql = [f"{postgres.programs()}/psql", "--quiet", "--no-psqlrc", f"--dbname={OWNER}", f"--command={statement}"]
        subprocess.run(psql, check=True, timeout=60)
    names = ("BURSAR_DATABASE_URL", "BURSAR_MIGRATION_DATABASE_URL")
    return {each: os.environ[each].rpartition("/")[0] + f"/{own}" for each in names}
