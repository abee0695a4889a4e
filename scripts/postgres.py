"""A PostgreSQL of the tests' own: made in a temporary folder, reachable by its socket alone, gone when they end.

`python -m scripts.postgres COMMAND` runs any command on one.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

DEPLOY = Path(__file__).resolve().parent.parent / "deploy" / "postgresql"
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "fsync": "off",  # what a crash of these tests loses, nobody misses
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "timezone": "UTC",
}


def programs() -> Path | None:
    """The folder of PostgreSQL's newest server programs, if it is installed."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda found: int(found.parts[-3]))
    elsewhere = shutil.which("initdb")
    return debian[-1].parent if debian else Path(elsewhere).parent if elsewhere else None


@contextmanager
def cluster() -> Iterator[dict[str, str]]:
    """Start a cluster with the roles of deploy/postgresql; gives the settings that point Bursar at it."""
    # Where root gives the server to another user, that one has to reach the folder: TMPDIR may be root's alone.
    folder = Path(tempfile.mkdtemp(prefix="bursar-pg-", dir=None if os.geteuid() else "/tmp"))  # noqa: S108
    server = None
    try:
        _hand_over(folder)
        _run(["initdb", "--pgdata", f"{folder}/data", "--username=postgres", "--auth=trust", "--encoding=UTF8",
              "--locale=C.UTF-8", "--no-sync"], **_as_server())  # fmt: skip
        server = _start(folder)
        _make_roles(folder)
        host = str(folder).replace("/", "%2F")
        yield {
            "BURSAR_DATABASE_URL": f"postgres://bursar@{host}/bursar",
            "BURSAR_MIGRATION_DATABASE_URL": f"postgres://bursar_owner@{host}/bursar",
        }
    finally:
        if server is not None:
            _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def _hand_over(folder: Path) -> None:
    """The server refuses to run as root: then the folder goes to the user that Debian's package made."""
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")


def _as_server() -> dict[str, Any]:
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


def _run(command: list[str], **more: Any) -> None:
    words = [f"{programs()}/{command[0]}", *command[1:]]
    done = subprocess.run(words, cwd="/", capture_output=True, text=True, timeout=60, check=False, **more)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {done.stdout}{done.stderr}")


def _start(folder: Path) -> "subprocess.Popen[bytes]":
    options = [f"--{name}={value}" for name, value in SETTINGS.items()]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [f"{programs()}/postgres", "-D", f"{folder}/data", "-k", str(folder), *options],
            cwd="/", stdout=log, stderr=log, start_new_session=True, **_as_server(),
        )  # fmt: skip
    for _ in range(300):
        ready = subprocess.run([f"{programs()}/pg_isready", "--quiet", "--host", str(folder)], check=False, timeout=10)
        if ready.returncode == 0:
            return server
        if server.poll() is not None:
            break
        time.sleep(0.1)
    _stop(server)
    raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()}")


def _make_roles(folder: Path) -> None:
    psql = ["psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", f"--host={folder}", "--username=postgres"]
    _run([*psql, "--dbname=postgres", f"--file={DEPLOY}/roles.sql"])
    _run([*psql, "--dbname=postgres", "--command=ALTER ROLE bursar_owner CREATEDB"])  # pytest makes its own databases


def _stop(server: "subprocess.Popen[bytes]") -> None:
    """By its process id: asked to stop at once, then made to."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait(timeout=10)


if __name__ == "__main__":
    with cluster() as database:
        sys.exit(subprocess.call(sys.argv[1:], env=os.environ | database))
