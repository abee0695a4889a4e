"""`invoice import`: take in a file, or say everything that is wrong with it."""

import json
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from bursar.accounts.steps import operator_named
from bursar.cli.output import say, show
from bursar.invoices.importing import import_documents
from bursar.invoices.intake.problems import FileRefused

MAX_BYTES = 200 * 1024 * 1024


def take_in(args: Namespace) -> int:
    """Exit code 0 when taken in, 2 when the file was refused: nothing of it is kept then."""
    file = Path(args.file)
    if file.stat().st_size > MAX_BYTES:
        raise ValueError(f"{file.name} is larger than {MAX_BYTES // 2**20} MiB: split it")
    try:
        taken = import_documents(
            operator_named(args.operator),
            content=file.read_bytes(),
            file_name=file.name,
            folder=file.parent,
            tell=not args.no_mail,
        )
    except FileRefused as refused:
        return _report(refused, as_json=args.json)
    show([asdict(taken)], as_json=args.json)
    return 0


def _report(refused: FileRefused, *, as_json: bool) -> int:
    if as_json:
        say(json.dumps({"problems": [p.as_json() for p in refused.problems]}, ensure_ascii=False, indent=2))
    else:
        for problem in refused.problems:
            say(str(problem))
        say(str(refused))
    return 2
