"""`invoice import`: take in a file, or say everything that is wrong with it."""

import json
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from bursar.accounts.steps import operator_named
from bursar.cli.output import say, show
from bursar.cli.progress import Bar
from bursar.invoices.importing import import_documents
from bursar.invoices.intake.problems import FileRefused

_STEPS = {"reading": "Reading", "staging": "Staging", "publishing": "Publishing"}


def take_in(args: Namespace) -> int:
    """Exit code 0 when taken in, 2 when the file was refused: nothing of it is kept then.

    Raises ValueError for a pipe or a device: it may never end, and a file is looked at before it is read.
    """
    file = Path(args.file)
    if file.exists() and not file.is_file() and not file.is_dir():
        raise ValueError(f"{file} is a pipe or a device: give a file")
    bar = Bar(_STEPS)
    try:
        with file.open("rb") as content:
            taken = import_documents(
                operator_named(args.operator),
                content=content,
                file_name=file.name,
                folder=file.parent,
                tell=not args.no_mail,
                progress=bar.show,
            )
    except FileRefused as refused:
        bar.end()
        return _report(refused, as_json=args.json)
    bar.end()
    show([asdict(taken)], as_json=args.json)
    return 0


def _report(refused: FileRefused, *, as_json: bool) -> int:
    if as_json:
        say(
            json.dumps(
                {"count": refused.count, "problems": [p.as_json() for p in refused.problems]},
                ensure_ascii=False,
                indent=2,
            )
        )
    else:
        for problem in refused.problems:
            say(str(problem))
        if refused.count > len(refused.problems):
            say(f"… and {refused.count - len(refused.problems)} more.")
        say(str(refused))
    return 2
