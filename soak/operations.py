"""250,000 random commands by four clients at once, judged by a model in plain Python.

Each client is a process of its own and chooses by dice of the seed. The lock on an account puts its writers in a row;
tickets drawn under the lock give the order in which the model plays the same commands: every answer, and afterwards
every table and what everybody may do, has to be the model's. After each round the invariants are verified.

A round that differs is saved; `python -m soak operations --replay FILE` plays it again, one command after another.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

OPERATIONS = 250_000  # over three kinds of database
DATABASES = 3
CLIENTS = 4
A_ROUND = 400  # operations of one client


def main() -> int:
    """0 if everything held."""
    parser = argparse.ArgumentParser(prog="python -m soak.operations")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--replay", type=Path)
    parser.add_argument("--keep", type=Path, help="save the histories of rounds that held, too, in this folder")
    args = parser.parse_args()
    prepare()
    if args.replay:
        return int(import_module("soak.playing.repeat").repeat(json.loads(args.replay.read_text())))
    return _trial(args)


def prepare() -> None:
    """Set Django up with cheap passwords: nobody signs in here."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bursar.config.settings"
    settings = import_module("django.conf").settings
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    import_module("django").setup()


def _trial(args: argparse.Namespace) -> int:
    rounds = max(1, round(OPERATIONS * args.scale / DATABASES / CLIENTS / A_ROUND))
    began, done, wrong = time.monotonic(), 0, 0
    with tempfile.TemporaryDirectory(prefix="bursar-soak-") as folder:
        troupe = import_module("soak.playing.troupe").Troupe(get_context("fork"), CLIENTS, folder)
        try:
            for number in range(rounds):
                came = troupe.round(f"{args.seed}-{number}", A_ROUND)
                done += len(came.records)
                print(f"round {number + 1:>3} of {rounds}  {came.line()}", flush=True)
                wrong += _saved(came, args, number)
        finally:
            troupe.end()
    seconds = time.monotonic() - began
    print(f"{done} operations in {seconds:.0f} s: {done / seconds:.0f} a second; {wrong} rounds went wrong")
    return int(wrong > 0)


def _saved(came: object, args: argparse.Namespace, number: int) -> int:
    """Save what is worth keeping; 1 if the round went wrong."""
    complaints: list[str] = came.complaints  # type: ignore[attr-defined]
    folder = Path.cwd() if complaints else args.keep
    if folder:
        file = folder / f"operations-{args.seed}-{number}.json"
        file.write_text(json.dumps(came.records, default=str))  # type: ignore[attr-defined]
        print(f"history: {file}")
    print("\n".join(complaints[:10]), end="\n" if complaints else "")
    return int(bool(complaints))


if __name__ == "__main__":
    sys.exit(main())
