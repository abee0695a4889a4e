"""`python -m bench.large_import`: a file of 100,000 invoices is taken in while others go on working, on both databases.

Three processes pay, add recipients and sign in by the pages of the site, in one of the file's accounts. Printed: what
each step of the import took, how long the others waited at most (in all and while it was published), memory, and how
large the database is. Every invariant of `bursar check --data` must hold afterwards.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from soak.__main__ import on

DATABASES = ("sqlite", "postgresql")
OTHERS = ("pay", "add", "sign in")
STEPS = ("reading", "staging", "publishing")
Answers = list[tuple[float, float, int]]


def main() -> int:
    """0 if every document was taken in and everybody was answered."""
    parser = argparse.ArgumentParser(prog="python -m bench.large_import", description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--accounts", type=int, default=20, help="that the documents are for (20)")
    parser.add_argument("--on", choices=DATABASES, action="append", help="default: both")
    parser.add_argument("--format", choices=("json", "csv"), default="json")
    args = parser.parse_args()
    os.chdir(Path(__file__).resolve().parent.parent)
    return max(_measure(database, args) for database in args.on or DATABASES)


def _measure(database: str, args: argparse.Namespace) -> int:
    with on(database) as environment, tempfile.TemporaryDirectory(prefix="bursar-bench-") as folder:
        environment |= {"BURSAR_LOG_LEVEL": "CRITICAL"}
        numbers = _heard(_start(environment, "prepare", str(args.accounts), "2000"))
        file, stop = Path(folder, f"large.{args.format}"), Path(folder, "stop")
        {"json": _write_json, "csv": _write_csv}[args.format](file, numbers, args.documents)
        others = {name: _start(environment, name, numbers[0], str(stop)) for name in OTHERS}
        time.sleep(5)  # they have begun
        imported = _heard(_start(environment, "import", str(file)))
        time.sleep(1)
        stop.touch()
        answers = {name: _heard(process) for name, process in others.items()}
        failed = _show(database, file, imported, answers, args.documents)
        return failed | _verified(_heard(_start(environment, "verify")))


def _start(environment: dict[str, str], *args: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "bench.large_work", *args]
    return subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE)


def _heard(process: "subprocess.Popen[str]") -> Any:
    out, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"bench: {' '.join(map(str, process.args))} ended with {process.returncode}")  # type: ignore[arg-type]
    return json.loads(out)


def _document(numbers: list[str], index: int) -> dict[str, Any]:
    return {
        "issuer": "large", "account": numbers[index % len(numbers)], "kind": "invoice",
        "number": f"L-2026-{index:06}", "issued_on": f"2026-{index % 10 + 1:02}-{index % 28 + 1:02}",
        "due_on": "2026-12-31", "currency": "EUR",
    }  # fmt: skip


def _lines(index: int) -> list[dict[str, str]]:
    return [
        {"description": f"Seats of site {index % 900}", "quantity": "10", "unit_price": "14.90", "vat_rate": "20"},
        {"description": "Calls", "quantity": str(index % 50 + 1), "unit_price": "0.12", "vat_rate": "20"},
    ]


def _write_json(file: Path, numbers: list[str], count: int) -> None:
    with file.open("w") as out:
        out.write('{"issuers": [{"key": "large", "name": "Large Telecom"}], "documents": [')
        for index in range(count):
            document = {**_document(numbers, index), "lines": _lines(index)}
            out.write((",\n" if index else "") + json.dumps(document))
        out.write("]}")


def _write_csv(file: Path, numbers: list[str], count: int) -> None:
    with file.open("w") as out:
        names = [*_document(numbers, 0), *_lines(0)[0], "issuer_name"]
        out.write(",".join(names) + "\n")
        for index in range(count):
            for line in _lines(index):
                out.write(",".join([*_document(numbers, index).values(), *line.values(), "Large Telecom"]) + "\n")


def _show(database: str, file: Path, imported: dict[str, Any], answers: dict[str, Answers], expected: int) -> int:
    steps = imported["steps"]
    size = file.stat().st_size / 2**20
    print(f"\n{imported['documents']:,} documents, {file.suffix[1:]} of {size:.0f} MB, on {database}")
    for name in STEPS:
        step = steps.get(name, {"wall": 0, "cpu": 0})
        print(f"  {name:<34} {step['wall']:8.2f} s   of CPU {step['cpu']:8.2f} s")
    print(f"  {'longest piece staged':<34} {imported['piece']:8.2f} s")
    print(f"  {'documents a second':<34} {imported['documents'] / sum(s['wall'] for s in steps.values()):8.0f}")
    print(f"  {'peak memory of the importer':<34} {imported['peak']:8.0f} MB")
    begun = steps["publishing"]["at"]
    ended = begun + steps["publishing"]["wall"]
    print(
        f"  {'the others':<12} {'forms':>8} {'refused':>8} {'median':>9} {'longest':>9} {'longest while published':>25}"
    )
    failed = imported["documents"] != expected
    for name, found in answers.items():
        waits = [wait for _, wait, _ in found]
        meanwhile = [wait for at, wait, _ in found if at < ended and at + wait > begun]
        wrong = sum(status >= 400 for *_, status in found)
        failed |= wrong > 0
        print(
            f"  {name:<12} {len(found):>8} {wrong:>8} {median(waits):>7.2f} s {max(waits):>7.2f} s "
            f"{max(meanwhile, default=0):>23.2f} s",
            flush=True,
        )
    return int(failed)


def _verified(found: dict[str, Any]) -> int:
    print(f"  {'database':<34} {found['size']:8.0f} MB")
    print(
        f"  {'invariants that do not hold':<34} {len(found['breaches']):8}", *found["breaches"], sep="\n  ", flush=True
    )
    return int(bool(found["breaches"]))


if __name__ == "__main__":
    sys.exit(main())
