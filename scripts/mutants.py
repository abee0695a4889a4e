"""`make mutants`: change one thing at a time in what decides and grants, and see whether a test notices.

First the tests run once and are watched: which comes by which line. Then each mutant is tried by those that come by it,
its own room's first, until one notices. Survivors have to be explained in docs/mutants.md. `python -m scripts.mutants
bursar/access/ways.py` tries the mutants of some files; `--touched FILE` keeps what was watched for the next time.
"""

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from scripts.chosen import NEAR, watched
from scripts.mutating import mutants_of
from scripts.survivors import explained
from scripts.tried import Tried, tried

ROOT = Path(__file__).resolve().parent.parent
WANTED = 0.90


def main() -> int:
    """0 when enough are noticed in each room and every survivor is explained."""
    parser = argparse.ArgumentParser(prog="python -m scripts.mutants", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--touched", type=Path, help="where it is kept which test comes by which line")
    args = parser.parse_args()
    os.chdir(ROOT)
    mutants = [mutant for file in args.files or _files() for mutant in mutants_of(file)]
    print(f"{len(mutants)} mutants of {len({m.file for m in mutants})} files", flush=True)
    with tempfile.TemporaryDirectory(prefix="bursar-mutants-") as folder:
        touched = watched(args.touched or Path(folder, "touched.json"), args.workers)
        return _told(list(tried(mutants, touched, Path(folder), args.workers)))


def _files() -> list[Path]:
    found = [file for room in NEAR for file in sorted(Path("bursar", room).rglob("*.py"))]
    return [file for file in found if "migrations" not in file.parts]


def _told(outcomes: list[Tried]) -> int:
    why = explained(Path("docs/mutants.md").read_text())
    survivors = [each.mutant for each in outcomes if not each.is_noticed]
    unexplained = [mutant for mutant in survivors if str(mutant) not in why]
    for file, share in _shares(outcomes, 3):
        print(f"{file:<42} {share.alive:>3} of {share.count:>3} survived")
    rooms = dict(_shares(outcomes, 2))
    for room, share in rooms.items():
        print(f"{room:<42} {1 - share.alive / share.count:.1%} of {share.count} noticed")
    for mutant in unexplained:
        print(f"not in docs/mutants.md: {mutant}")
    return int(bool(unexplained) or any(1 - share.alive / share.count < WANTED for share in rooms.values()))


class _Share:
    def __init__(self, count: int, alive: int) -> None:
        self.count, self.alive = count, alive


def _shares(outcomes: list[Tried], depth: int) -> Iterator[tuple[str, _Share]]:
    """How many there are and how many survived, by the first parts of their files' names; 3 stands for all."""
    every: Counter[str] = Counter()
    alive: Counter[str] = Counter()
    for each in outcomes:
        parts = each.mutant.file.parts
        name = str(Path(*(parts if depth == 3 else parts[:depth])))
        every[name] += 1
        alive[name] += not each.is_noticed
    yield from ((name, _Share(count, alive[name])) for name, count in every.items())


if __name__ == "__main__":
    sys.exit(main())
