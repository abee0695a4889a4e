"""What is wrong with a file, as the command line says it."""

import json

from bursar.cli.output import say
from bursar.invoices.intake.problems import FileRefused


def report(refused: FileRefused, *, as_json: bool) -> int:
    """Every problem with its place, or how many there are; the exit code."""
    if as_json:
        said = {"count": refused.count, "problems": [problem.as_json() for problem in refused.problems]}
        say(json.dumps(said, ensure_ascii=False, indent=2))
    else:
        for problem in refused.problems:
            say(str(problem))
        if refused.count > len(refused.problems):
            say(f"… and {refused.count - len(refused.problems)} more.")
        say(str(refused))
    return 2
