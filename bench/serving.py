"""`bursar serve` on all cores under load, next to the bare Django page under the same server; memory of a worker.

Both servers are up all the time and are asked in turns. The generator has no core of its own; its share is printed.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from urllib.request import urlopen

from bench.databases import Environment
from bench.load import Load, load
from bench.starting import free_port

SECONDS, ROUNDS = 3.0, 3
BARE = """
import os
from granian import Granian
from granian.constants import Interfaces
Granian("bench.bare:application", factory=True, address="127.0.0.1", port=int(os.environ["PORT"]),
        interface=Interfaces.WSGI, workers=min(os.cpu_count() or 1, 4), blocking_threads=1, log_access=False).serve()
"""
LOOK = """
import json, django
django.setup()
from bench import bare, browser, pages
account, people = pages.found()
number = account.number
ours, djangos = (browser.cookie(people["founder"], account, backend) for backend in ("", bare.BACKEND))
addresses = {"bare Django page": f"/bare/{number}/", "invoice list": f"/billing/{number}/invoices/",
             "overview": f"/billing/{number}/"}
print(json.dumps([ours, djangos, addresses]))
"""


def show(kind: str, size: int, environment: Environment) -> None:
    """Put both under load in turns and print a line for each page."""
    looked = subprocess.run([sys.executable, "-c", LOOK], env=environment, check=True, capture_output=True, text=True)
    ours, djangos, addresses = json.loads(looked.stdout)
    with ExitStack() as stack:
        site, pid = stack.enter_context(_server(["-m", "bursar.cli", "serve"], environment, "/healthz"))
        bare, _pid = stack.enter_context(_server(["-c", BARE], environment, "/nowhere/"))
        loads: dict[str, list[Load]] = {name: [] for name in addresses}
        for number in range(ROUNDS + 1):  # the first one warms up
            for name, address in addresses.items():
                port, cookie = (bare, djangos) if "/bare/" in address else (site, ours)
                found = load(port, address, cookie, SECONDS, is_warming=number == 0)
                loads[name] += [found] if number else []
        _print(kind, size, loads, _peaks(pid))


def _print(kind: str, size: int, loads: dict[str, list[Load]], peaks: list[int]) -> None:
    print(f"\n{kind}, {size:,} members and invoices: `bursar serve` on all cores, 32 connections")
    print(f"{'page':<31} {'requests/s':>11} {'to bare':>8} {'95 % within':>12} {'generator':>10}")
    rates = {name: median(found.per_second for found in some) for name, some in loads.items()}
    for name, some in loads.items():
        slow, own = median(found.slow_ms for found in some), sum(found.own_cpu for found in some)
        share = rates[name] / next(iter(rates.values()))
        print(f"{name:<31} {rates[name]:>11.0f} {share:>8.2f} {slow:>9.0f} ms {own / SECONDS / len(some):>6.0%} core")
    print(f"peak memory of a worker: {max(peaks, default=0) / 1024:.0f} MB ({len(peaks)} workers)", flush=True)


@contextmanager
def _server(words: list[str], environment: Environment, probe: str) -> Iterator[tuple[int, int]]:
    """Its port and process, once it answers anything at all; ended with all that it started."""
    port = free_port()
    command = [sys.executable, *words, *(["--port", str(port)] if "serve" in words else [])]
    process = subprocess.Popen(
        command, env=environment | {"PORT": str(port)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 30
        while not _answers(port, probe):
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"bench: {words} does not answer")
            time.sleep(0.05)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def _answers(port: int, probe: str) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}{probe}", timeout=10):
            return True
    except OSError as error:
        return "HTTP Error 4" in str(error)


def _peaks(parent: int) -> list[int]:
    """The largest resident sets, in KB, of the server's own children (not of the worker for mails)."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
            words = (folder / "cmdline").read_bytes()
        except (OSError, ValueError):
            continue
        if int(status["PPid"]) == parent and b"worker" not in words:
            found.append(int(status["VmHWM"].split()[0]))
    return found
