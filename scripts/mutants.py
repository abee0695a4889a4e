"""`make mutants`: change one thing at a time in what decides and grants, and see whether a test notices.

Each mutant is tried in a copy of the tree, first by the tests of its own room, then by those around it. Survivors have
to be explained in docs/mutants.md. `python -m scripts.mutants bursar/access/ways.py` tries the mutants of some files.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

from scripts.mutating import Mutant, mutants_of

ROOT = Path(__file__).resolve().parent.parent
WANTED = 0.90
MINUTES = 4  # a mutant that never ends is noticed, too
NEAR = {"access": ["tests/access"], "grants": ["tests/grants", "tests/access"]}
AROUND = ["tests/pbx", "tests/billing", "tests/lifecycle", "tests/invariants", "tests/portals", "tests/api"]
PYTEST = [sys.executable, "-m", "pytest", "--quiet", "-x", "-p", "no:cacheprovider", "--no-header", "--tb=no"]


def main() -> int:
    """0 when enough are noticed and every survivor is explained."""
    parser = argparse.ArgumentParser(prog="python -m scripts.mutants", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    args = parser.parse_args()
    os.chdir(ROOT)
    mutants = [mutant for file in args.files or _files() for mutant in mutants_of(file)]
    print(f"{len(mutants)} mutants of {len({m.file for m in mutants})} files")
    with tempfile.TemporaryDirectory(prefix="bursar-mutants-") as folder:
        survivors = _tried(mutants, _copies(Path(folder), args.workers))
    return _told(mutants, survivors)


def _files() -> list[Path]:
    found = [file for room in NEAR for file in sorted(Path("bursar", room).rglob("*.py"))]
    return [file for file in found if "migrations" not in file.parts]


def _copies(folder: Path, count: int) -> "Queue[Path]":
    """Copies of what is in the tree, one for each who tries."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], check=True, capture_output=True, text=True
    )
    catalogues = (str(path) for path in Path("bursar/locale").rglob("*.mo"))
    copies: Queue[Path] = Queue()
    for number in range(count):
        copy = folder / str(number)
        for name in (*listed.stdout.splitlines(), *catalogues):
            if Path(name).is_file():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(name, copy / name)
        copies.put(copy)
    return copies


def _tried(mutants: list[Mutant], copies: "Queue[Path]") -> list[Mutant]:
    def survives(mutant: Mutant) -> bool:
        copy = copies.get()
        try:
            (copy / mutant.file).write_text(mutant.code)
            return all(_passes(copy, tests) for tests in (NEAR[mutant.file.parts[1]], AROUND))
        finally:
            shutil.copy2(mutant.file, copy / mutant.file)
            copies.put(copy)

    with ThreadPoolExecutor(copies.qsize()) as pool:
        found = []
        for number, (mutant, alive) in enumerate(zip(mutants, pool.map(survives, mutants), strict=True), 1):
            if alive:
                found.append(mutant)
                print(f"survived  {mutant}", flush=True)
            if number % 50 == 0:
                print(f"{number} of {len(mutants)} tried, {len(found)} survived", flush=True)
        return found


def _passes(copy: Path, tests: list[str]) -> bool:
    # Each copy is its own program: nothing of another one's is imported, and no bytecode outlives a mutant.
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(copy)}
    command = [*PYTEST, *(test for test in tests if (copy / test).exists())]
    try:
        run = subprocess.run(command, check=False, cwd=copy, env=environment, capture_output=True, timeout=60 * MINUTES)
    except subprocess.TimeoutExpired:
        return False
    return run.returncode == 0


def _told(mutants: list[Mutant], survivors: list[Mutant]) -> int:
    explained = Path("docs/mutants.md").read_text() if Path("docs/mutants.md").exists() else ""
    unexplained = [mutant for mutant in survivors if str(mutant) not in explained]
    for room, counted in sorted(_by_room(mutants, survivors)):
        print(f"{room:<10} {counted}")
    share = 1 - len(survivors) / max(len(mutants), 1)
    print(f"{share:.1%} noticed, {len(survivors)} survived, {len(unexplained)} of them unexplained in docs/mutants.md")
    return int(share < WANTED or bool(unexplained))


def _by_room(mutants: list[Mutant], survivors: list[Mutant]) -> Iterator[tuple[str, str]]:
    every, alive = (Counter(str(m.file) for m in among) for among in (mutants, survivors))
    for file, count in every.items():
        yield file, f"{count - alive[file]:>4} of {count:>4} noticed"


if __name__ == "__main__":
    sys.exit(main())
