"""`python -m bench.starting`: how long until the first page is answered; with --test also what `make test` takes.

All of it on two cores. `make run` starts from a fresh clone of the last commit; packages come from pip's cache or its
index, as on any machine. `bursar serve` starts on a migrated database and a warmed file system.
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
STARTS = 5
CORES = 2
# What was measured, and the most it may take, in seconds.
RUN = ("make run, fresh clone to the first page", 120.0)
SERVE = ("bursar serve, start to the first answer", 3.0)
TEST = ("make test", 15 * 60.0)


def main() -> int:
    """Measure, print; 1 if something took longer than it may."""
    parser = argparse.ArgumentParser(prog="python -m bench.starting", description=__doc__)
    parser.add_argument("--test", action="store_true", help="`make test` too, a quarter of an hour at most")
    parser.add_argument("--only-serve", action="store_true", help="nothing but `bursar serve`")
    args = parser.parse_args()
    took = {SERVE: serve()}
    if not args.only_serve:
        with _clone() as folder:
            took[RUN] = run(folder)
            if args.test:
                took[TEST] = test(folder)
    print(f"\non {CORES} cores{'':<42} {'seconds':>8} {'at most':>8}")
    for (name, most), seconds in took.items():
        print(f"{name:<52} {seconds:>8.1f} {most:>8.0f}  {'met' if seconds <= most else 'MISSED'}")
    return int(any(seconds > most for (_name, most), seconds in took.items()))


def serve() -> float:
    """The median of several starts; the first one, which collects the static files, is among them."""
    with tempfile.TemporaryDirectory(prefix="bursar-start-") as var:
        environment = _plain() | {"BURSAR_VAR": var, "BURSAR_SECRET_KEY": "measured-" * 8}
        bursar = [*_few_cores(), sys.executable, "-m", "bursar.cli"]
        subprocess.run([*bursar, "migrate"], env=environment, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
        times = [_until_answer([*bursar, "serve"], ROOT, environment, 60) for _ in range(STARTS)]
    print("bursar serve:", ", ".join(f"{seconds:.2f} s" for seconds in times), flush=True)
    return median(times)


def run(folder: Path) -> float:
    """Two words on a fresh machine: clone (not counted), `make run`."""
    return _until_answer([*_few_cores(), "make", "run"], folder, _plain(), 600)


def test(folder: Path) -> float:
    """From nothing but the clone that has run once."""
    began = time.monotonic()
    subprocess.run([*_few_cores(), "make", "test"], cwd=folder, env=_plain(), check=True)
    return time.monotonic() - began


def _until_answer(command: list[str], folder: Path, environment: dict[str, str], most: float) -> float:
    """Start the command on a free port, wait for the first page, and end everything it started."""
    port = free_port()
    began = time.monotonic()
    words = [*command, f"PORT={port}"] if "make" in command else [*command, "--port", str(port)]
    process = subprocess.Popen(words, cwd=folder, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        while not _answers(port):
            if process.poll() is not None or time.monotonic() - began > most:
                raise SystemExit(f"bench: {' '.join(words)} gave no page")
            time.sleep(0.01)
        return time.monotonic() - began
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def _answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=10) as answer:
            return int(answer.status) == 200
    except OSError:
        return False


@contextmanager
def _clone() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="bursar-clone-", ignore_cleanup_errors=True) as folder:
        subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), folder], check=True)
        yield Path(folder)


def _plain() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("BURSAR_", "DJANGO_"))}


def _few_cores() -> list[str]:
    some = sorted(os.sched_getaffinity(0))[:CORES]
    return ["taskset", "-c", ",".join(map(str, some))] if shutil.which("taskset") else []


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
