"""Which tests to try a mutant by: those that come by the changed statement, its own room's first."""

import ast
import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from itertools import accumulate
from pathlib import Path

from scripts.mutating import Mutant

NEAR = {"access": ("tests/access/",), "grants": ("tests/grants/", "tests/access/")}
AROUND = ("pbx", "billing", "lifecycle", "invariants", "portals", "api", "cli", "accounts", "golden")
LONG = 0.5  # seconds
TESTS = ["tests/access", "tests/grants", *(f"tests/{room}" for room in AROUND)]
# Without migrations the tables are those of the models as they are, changed ones too.
PYTEST = ["-m", "pytest", "--quiet", "-p", "no:cacheprovider", "--no-header", "--tb=no", "--no-migrations"]


class Touched:
    """How long each test takes, and which lines it comes by; "" stands for what runs while modules are imported."""

    def __init__(self, seconds: dict[str, float], lines: dict[str, list[str]]) -> None:
        self.seconds = seconds
        self.lines = lines

    def tests(self, mutant: Mutant, enough: float) -> list[str]:
        """The ids of those to try it by, in order, for so many seconds; any where none comes by its file."""
        found = {test for line in _lines(mutant) for test in self.lines.get(f"{mutant.file}:{line}", ())}
        ordered = self._ordered(found & self.seconds.keys() or set(self.seconds), NEAR[mutant.file.parts[1]])
        until = accumulate(self.seconds[test] for test in ordered)
        return [test for test, seconds in zip(ordered, until, strict=True) if seconds <= enough] or ordered[:1]

    def is_imported(self, mutant: Mutant) -> bool:
        """Whether it has done something by the time the tests begin: then it is too late to change it."""
        return any("" in self.lines.get(f"{mutant.file}:{line}", ()) for line in _lines(mutant))

    def _ordered(self, tests: set[str], near: tuple[str, ...]) -> list[str]:
        """Those near first, of them the quick ones, one of each file in turn: the tests of one file are much alike."""
        turns: Counter[str] = Counter()
        order = {}
        for test in sorted(tests, key=lambda test: self.seconds[test]):
            file = test.partition("::")[0]
            seconds = self.seconds[test]
            order[test] = (not test.startswith(near), seconds > LONG, turns[file], seconds)
            turns[file] += 1
        return sorted(tests, key=lambda test: order[test])


def watched(path: Path, workers: int) -> Touched:
    """What is kept in the file; made by running the tests, where it is missing."""
    if not path.exists():
        environment = os.environ | {"BURSAR_TOUCHED": str(path)}
        command = [sys.executable, *PYTEST, "-n", str(workers), "-p", "scripts.touching", *TESTS]
        subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL)
        path.write_text(json.dumps(_together(path)))
    kept = json.loads(path.read_text())
    print(f"{len(kept['seconds'])} tests were watched", flush=True)
    return Touched(kept["seconds"], kept["lines"])


def _together(path: Path) -> dict[str, object]:
    """What each process of the tests saw."""
    seconds: dict[str, float] = {}
    lines: defaultdict[str, set[str]] = defaultdict(set)
    for part in path.parent.glob(f"{path.name}.gw*"):
        seen = json.loads(part.read_text())
        seconds |= seen["seconds"]
        for line, tests in seen["lines"].items():
            lines[line].update(tests)
        part.unlink()
    return {"seconds": seconds, "lines": {line: sorted(tests) for line, tests in lines.items()}}


def _lines(mutant: Mutant) -> range:
    """Those of the innermost statement in a function; the whole file where what it comes to is kept, and outside."""
    tree = ast.parse(mutant.file.read_text())
    around = [n for n in ast.walk(tree) if isinstance(n, ast.stmt) and n.lineno <= mutant.line <= (n.end_lineno or 0)]
    functions = [n for n in around if isinstance(n, ast.FunctionDef) and n.body[0].lineno <= mutant.line]
    if not functions or any("cache" in ast.unparse(each) for n in functions for each in n.decorator_list):
        return range(1, len(mutant.file.read_text().splitlines()) + 1)
    inner = min(around, key=lambda n: (n.end_lineno or 0) - n.lineno)
    return range(inner.lineno, (mutant.line if hasattr(inner, "body") else inner.end_lineno or 0) + 1)
