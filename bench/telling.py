"""`python -m bench.telling`: whether the time of an answer tells that an address signs in (invariant 20).

For each way to give an address: CPU time with a known and an unknown one, in turns, every try finding the same tables.
The medians may differ by five milliseconds at most; passwords are hashed as on a real site.
"""

import argparse
import logging
import os
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

from bursar.cli.main import main as bursar

TRIES = 500
AT_MOST = 5.0  # milliseconds between the medians
WARM = 3  # tries that are not counted: templates and patterns are compiled, connections opened


def main() -> int:
    """0 if nothing is told."""
    parser = argparse.ArgumentParser(prog="python -m bench.telling", description=__doc__)
    parser.add_argument("--tries", type=int, default=TRIES)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(BURSAR_VAR=folder, BURSAR_LOG_LEVEL="CRITICAL")
        Path(folder, "static").mkdir()
        return bursar(["migrate"]) or report(parser.parse_args().tries)


def report(tries: int) -> int:
    """Print the table; 1 if the medians of one way are too far apart."""
    logging.disable()
    settings: Any = import_module("django.conf").settings
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    telling, personas = import_module("tests.fuzz.telling"), import_module("tests.personas")
    world = personas.World(personas.make_account("Northwind"), {})
    ways = telling.ways(world)
    print(f"\nCPU milliseconds, medians of {tries} tries each, in turns")
    print(f"{'way':<32} {'known':>8} {'unknown':>8} {'apart':>8}")
    worst = 0.0
    for way in ways:
        known, unknown = _measured(telling, world, way, tries)
        worst = max(worst, abs(known - unknown))
        print(f"{way.name:<32} {known:>8.2f} {unknown:>8.2f} {abs(known - unknown):>8.2f}", flush=True)
    print(f"at most {AT_MOST:.0f} ms apart: {'yes' if worst <= AT_MOST else 'NO'}")
    return int(worst > AT_MOST)


def _measured(telling: Any, world: Any, way: Any, tries: int) -> tuple[float, float]:
    spent: dict[str, list[float]] = {telling.KNOWN: [], telling.UNKNOWN: []}
    for number in range(tries + WARM):
        for email, times in spent.items():
            client = telling.browser_of(world, way)
            began = time.process_time()
            telling.asked(way, client, email)
            if number >= WARM:
                times.append(1000 * (time.process_time() - began))
    return median(spent[telling.KNOWN]), median(spent[telling.UNKNOWN])


if __name__ == "__main__":
    sys.exit(main())
