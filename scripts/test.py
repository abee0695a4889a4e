"""`make test`: every check and every test, one after another, each with a limit of time, and a table at the end."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from scripts import debian, postgres

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
MEMORY = Path("/dev/shm")  # noqa: S108
PYTEST = [sys.executable, "-m", "pytest", "--quiet", "-p", "no:cacheprovider"]
# Three on two cores: a third of the time each waits for a database, a server or a browser.
PROCESSES = ["-n", str(max(3, len(os.sched_getaffinity(0))))]


@dataclass
class Step:
    """One thing to run: what it is called, the command, and after how many minutes it has hung."""

    name: str
    command: list[str]
    minutes: int = 5
    on_postgres: bool = False
    needs: list[str] = field(default_factory=list)


CHECKS = [
    Step("style", [f"{BIN}/ruff", "check", "."]),
    Step("format", [f"{BIN}/ruff", "format", "--check", "--quiet", "."]),
    Step("types", [f"{BIN}/mypy"]),
    Step("arrows", [f"{BIN}/lint-imports", "--no-logo"]),
    Step("catalogues", [sys.executable, "-m", "scripts.catalogue", "--check"]),
    Step("migrations", [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"]),
]
ROOMS = ("lifecycle", "payments", "invoices", "billing", "pbx")  # those with commands
# What knows no database is run once; so is the matrix of answers, whose pages are all walked through on both.
PURE = ["access", "core", "docs", "locale", "deploy/test_package.py", "test_house.py", "test_house_broken.py"]
PURE += ["deploy/test_examples.py", "golden/test_matrix.py"]
PURE += [f"invoices/test_{name}.py" for name in ("hostile_files", "json_stream", "spoilt_files")]
PURE += [f"invoices/standards/test_{name}.py" for name in ("findings", "hostile", "hostile_pdfs", "rules", "wording")]
PURE += [f"invoices/test_{name}.py" for name in ("factur_x", "mutants", "straight_rules", "transfer", "writers")]
PURE += ["stripe", "webhooks/test_reaching.py"]  # what providers and programs are asked is the same on both
ONCE = [f"--ignore=tests/{path}" for path in PURE]
EVERY = [*PYTEST, *PROCESSES, "--dist", "worksteal", "--ignore=tests/journeys"]
TESTS = [
    Step("sqlite", EVERY, 15),
    Step("postgresql", [*EVERY, *ONCE], 15, True, ["postgresql"]),
    Step("again", [*PYTEST, *PROCESSES, "--every-command-twice", *ONCE, *(f"tests/{room}" for room in ROOMS)]),
    Step("journeys", [*PYTEST, *PROCESSES, "tests/journeys"], 25, False, ["chromium", "libatomic"]),
]


def main(wanted: list[str]) -> int:
    """Run the steps that are named (`--lint`: the checks), or all of them; 1 if any failed."""
    steps = CHECKS if wanted == ["--lint"] else [each for each in CHECKS + TESTS if not wanted or each.name in wanted]
    if not steps:
        print(f"No such step. There are: {' '.join(each.name for each in CHECKS + TESTS)}")
        return 2
    os.chdir(ROOT)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is also ended
    debian.install({need for each in steps for need in each.needs})
    results = []
    with _environment() as environment:
        for number, step in enumerate(steps, 1):
            print(f"\n— {number}/{len(steps)} {step.name}", flush=True)
            began = time.monotonic()
            results.append((step.name, _run(step, environment), time.monotonic() - began))
    print()
    for name, outcome, seconds in results:
        print(f"{name:<12} {outcome:<24} {seconds:6.1f} s")
    return int(any(outcome != "ok" for _, outcome, _ in results))


@contextmanager
def _environment() -> Iterator[dict[str, str]]:
    """The settings' own defaults, whatever the developer's shell says, and a folder for all that is temporary.

    In memory where there is room: SQLite waits for the disk at each commit, as on a site, and tests commit a lot.
    """
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 2**30
    folder = tempfile.mkdtemp(prefix="bursar-tests-", dir=MEMORY if has_room else None)
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("BURSAR_", "DJANGO_"))}
    try:
        yield plain | {"BURSAR_VAR": folder, "TMPDIR": folder, "PYTHONUNBUFFERED": "1"}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(step: Step, environment: dict[str, str]) -> str:
    if not step.on_postgres:
        return _call(step, environment)
    with postgres.cluster() as database:
        return _call(step, environment | database)


def _call(step: Step, environment: dict[str, str]) -> str:
    """Run a command in a process group of its own, so that nothing of it outlives its limit or an interrupt."""
    process = subprocess.Popen(step.command, env=environment, stdin=subprocess.DEVNULL, start_new_session=True)
    try:
        code = process.wait(timeout=step.minutes * 60)
    except subprocess.TimeoutExpired:
        return f"stopped after {step.minutes} min"
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return "ok" if code == 0 else f"failed ({code})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
