"""Probes on databases of every size take turns: what the machine does to one, it does to all of them."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import IO, Any

from bench.databases import Environment

TOO_NOISY = 0.20  # the share of time in which the machine's other tenants had our cores; above it a round is dropped


@dataclass
class Cost:
    """What a page of one size came to."""

    status: int
    queries: int
    bytes: int
    rows: int
    cpu: list[float] = field(default_factory=list)  # milliseconds, one for each request
    wall: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)

    @property
    def ms(self) -> float:
        """CPU milliseconds of the serving process: the median."""
        return median(self.cpu)

    @property
    def wall_ms(self) -> float:
        """Milliseconds from the question to the answer."""
        return median(self.wall)

    @property
    def server_ms(self) -> float:
        """CPU milliseconds of the database's own process."""
        return median(self.server)


Costs = dict[str, dict[int, Cost]]  # by page and size


@dataclass
class Measured:
    """The costs on one kind of database, and the rounds they come from."""

    kind: str
    costs: Costs
    steal: list[float] = field(default_factory=list)
    dropped: int = 0


def measure(kind: str, environments: dict[int, Environment], rounds: int) -> Measured:
    """As many rounds that are quiet enough; at most twice as many in all."""
    with _probes(environments) as probes:
        found = Measured(kind, {})
        for size, probe in probes.items():
            for look in _read(probe):
                name = look.pop("name")
                found.costs.setdefault(name, {})[size] = Cost(**look)
        for _ in range(2 * rounds):
            if len(found.steal) < rounds:
                _round(found, probes)
        return found


def _round(found: Measured, probes: dict[int, "subprocess.Popen[str]"]) -> None:
    results = {}
    for size, probe in probes.items():
        _pipe(probe.stdin).write("\n")
        _pipe(probe.stdin).flush()
        results[size] = _read(probe)
    steal = max(result["steal"] for result in results.values())
    if steal > TOO_NOISY:
        found.dropped += 1
        return
    found.steal.append(steal)
    for size, result in results.items():
        for name, requests in result["costs"].items():
            cost = found.costs[name][size]
            for cpu, wall, server in requests:
                cost.cpu.append(cpu)
                cost.wall.append(wall)
                cost.server.append(server)


@contextmanager
def _probes(environments: dict[int, Environment]) -> Iterator[dict[int, "subprocess.Popen[str]"]]:
    started: dict[int, subprocess.Popen[str]] = {}
    try:
        for size, environment in environments.items():
            started[size] = subprocess.Popen(
                [sys.executable, "-m", "bench.probe"], env=environment, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        yield started
    finally:
        for probe in started.values():
            _pipe(probe.stdin).close()
            probe.wait(timeout=60)


def _read(probe: "subprocess.Popen[str]") -> Any:
    line = _pipe(probe.stdout).readline()
    if not line:
        raise SystemExit("bench: a probe ended early; run `python -m bench.probe` on such a database to see why")
    return json.loads(line)


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe
