"""Tries mutants, some processes at once: nearly all as changed functions (`scripts.trying`), the others each anew."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from scripts.chosen import PYTEST, TESTS, Touched
from scripts.mutating import Mutant

ROUNDS = (8.0, 120.0)  # seconds of tests, as they take while watched; what is then not noticed counts as survived
MINUTES = 10  # for one that is tried anew


@dataclass(frozen=True)
class Tried:
    """A mutant, and whether a test noticed."""

    mutant: Mutant
    is_noticed: bool


def tried(mutants: Sequence[Mutant], touched: Touched, folder: Path, workers: int) -> Iterator[Tried]:
    """Each with its outcome; tells of survivors meanwhile."""
    outcomes = {mutant: "survived" for mutant in mutants if not touched.is_imported(mutant)}
    with ThreadPoolExecutor(workers) as pool:
        for enough in ROUNDS:
            alive = [mutant for mutant, outcome in outcomes.items() if outcome == "survived"]
            shares = [alive[n::workers] for n in range(workers)]
            found = pool.map(lambda share, s=enough: _forked(share, touched, s, folder), shares)
            outcomes |= zip((m for share in shares for m in share), (o for some in found for o in some), strict=True)
            print(f"{list(outcomes.values()).count('survived')} survive {enough} seconds of tests", flush=True)
        again = [mutant for mutant in mutants if outcomes.get(mutant, "anew") == "anew"]
        print(f"{len(again)} to be tried anew", flush=True)
        outcomes |= zip(again, pool.map(lambda mutant: _anew(mutant, touched, folder), again), strict=True)
    for mutant in mutants:
        if outcomes[mutant] != "noticed":
            print(f"{outcomes[mutant]}  line {mutant.line} of {mutant}", flush=True)
        yield Tried(mutant, outcomes[mutant] == "noticed")


def _forked(mutants: Sequence[Mutant], touched: Touched, enough: float, folder: Path) -> list[str]:
    asked = [{"file": str(m.file), "code": m.code, "tests": touched.tests(m, enough)} for m in mutants]
    path = Path(tempfile.mkdtemp(dir=folder), "mutants.json")
    path.write_text(json.dumps(asked))
    _pytest(["-p", "scripts.touching", "-p", "scripts.trying", *TESTS], Path.cwd(), {"BURSAR_TRIED": str(path)}, None)
    outcomes = path.with_suffix(".out").read_text().split()
    if len(outcomes) != len(mutants):
        raise SystemExit(f"only {len(outcomes)} of {len(mutants)} mutants could be tried")
    return outcomes


def _anew(mutant: Mutant, touched: Touched, folder: Path) -> str:
    """In a copy of the tree, since what it changes happens while a module is imported."""
    copy = folder / f"copy-{abs(hash(mutant.code))}"
    for name in _listed():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(name, copy / name)
    (copy / mutant.file).write_text(mutant.code)
    tests = touched.tests(mutant, ROUNDS[-1])
    chosen = copy / "chosen.json"
    chosen.write_text(json.dumps(tests))
    files = dict.fromkeys(test.partition("::")[0] for test in tests)
    try:
        passed = _needs_no_migration(mutant, copy) and _pytest(
            ["-x", "-p", "scripts.touching", *files], copy, {"BURSAR_CHOSEN": str(chosen)}, 60 * MINUTES
        )
    except subprocess.TimeoutExpired:
        passed = False
    shutil.rmtree(copy)
    return "survived" if passed else "noticed"


def _needs_no_migration(mutant: Mutant, copy: Path) -> bool:
    """What `make test` checks of every model."""
    if mutant.file.name != "models.py":
        return True
    command = [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"]
    return not subprocess.run(command, check=False, cwd=copy, env=_of(copy), capture_output=True).returncode


def _listed() -> list[str]:
    command = ["git", "ls-files", "-co", "--exclude-standard"]
    names = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    catalogues = (str(path) for path in Path("bursar/locale").rglob("*.mo"))
    return [name for name in (*names, *catalogues) if Path(name).is_file()]


def _pytest(arguments: list[str], folder: Path, more: dict[str, str], seconds: int | None) -> bool:
    command = [sys.executable, *PYTEST, *arguments]
    environment = _of(folder) | more
    run = subprocess.run(command, check=False, cwd=folder, env=environment, capture_output=True, timeout=seconds)
    return run.returncode == 0


def _of(folder: Path) -> dict[str, str]:
    """Each copy is its own program: nothing of another one's is imported, and no bytecode outlives a mutant."""
    return os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(folder)}
