"""The databases of the measurements: one for each size, made once and gone with the run."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from scripts import debian, postgres

SQLITE, POSTGRESQL = KINDS = ("sqlite", "postgresql")
MEMORY = Path("/dev/shm")
Environment = dict[str, str]


@contextmanager
def made(kind: str, sizes: list[int], build: str = "bench.build") -> Iterator[dict[int, Environment]]:
    """The environments of databases of these sizes, each filled by a module of this package."""
    with tempfile.TemporaryDirectory(prefix="bursar-bench-", dir=MEMORY if MEMORY.is_dir() else None) as folder:
        if kind == SQLITE:
            yield _all_built({size: _plain(folder, size) for size in sizes}, build)
            return
        debian.install({"postgresql"})
        with postgres.cluster() as urls:
            yield _all_built({size: _own_database(_plain(folder, size), urls, size) for size in sizes}, build)


def _plain(folder: str, size: int) -> Environment:
    """A real site's settings, whatever the developer's shell says; the same static files for all."""
    var = Path(folder, str(size))
    var.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BURSAR_", "DJANGO_"))}
    return kept | {
        "BURSAR_VAR": str(var),
        "BURSAR_STATIC_ROOT": f"{folder}/static",
        "BURSAR_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "bursar.config.settings",
        "PYTHONHASHSEED": "0",
    }


def _own_database(environment: Environment, urls: Environment, size: int) -> Environment:
    """A database beside the cluster's first one, with the same roles."""
    host = urls["BURSAR_DATABASE_URL"].split("@")[1].split("/")[0].replace("%2F", "/")
    name = f"bursar_{size}"
    psql = [f"{postgres.programs()}/psql", "--quiet", "--no-psqlrc", f"--host={host}", "--username=postgres"]
    for statement in (f"CREATE DATABASE {name} OWNER bursar_owner", f"GRANT CONNECT ON DATABASE {name} TO bursar"):
        subprocess.run([*psql, f"--command={statement}"], check=True)
    return environment | {key: url.removesuffix("bursar") + name for key, url in urls.items()}


def _all_built(environments: dict[int, Environment], build: str) -> dict[int, Environment]:
    """All sizes at the same time: the largest one takes longer than the others together."""
    _run([sys.executable, "manage.py", "collectstatic", "--no-input"], next(iter(environments.values())))
    with ThreadPoolExecutor() as pool:
        builds = pool.map(_built, environments.values(), environments, [build] * len(environments))
        return dict(zip(environments, builds, strict=True))


def _built(environment: Environment, size: int, build: str) -> Environment:
    """Migrated, filled, and with statistics where a server would have gathered them by itself."""
    _run([sys.executable, "-m", "bursar.cli", "migrate"], environment)
    subprocess.run([sys.executable, "-m", build, str(size)], env=environment, check=True)
    if "BURSAR_MIGRATION_DATABASE_URL" in environment:
        owner = environment | {"BURSAR_DATABASE_URL": environment["BURSAR_MIGRATION_DATABASE_URL"]}
        vacuum = "from django.db import connection; connection.cursor().execute('VACUUM ANALYZE')"
        _run([sys.executable, "manage.py", "shell", "--no-imports", "--command", vacuum], owner)
    return environment


def _run(command: list[str], environment: Environment) -> None:
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
