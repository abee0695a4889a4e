"""What the command line prints: plain tables, or JSON."""

import json
import sys
from collections.abc import Sequence
from typing import Any

from bursar.core.lines import visible


def show(rows: Sequence[dict[str, Any]], *, as_json: bool) -> None:
    """Print rows as JSON, or as a table with the keys as headings."""
    if as_json:
        say(json.dumps(list(rows), indent=2, ensure_ascii=False, default=str))
        return
    if not rows:
        say("(none)")
        return
    heads = list(rows[0])
    cells = [heads, *([_cell(row[head]) for head in heads] for row in rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(heads))]
    for line in cells:
        say("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def say(text: str) -> None:
    """One line to standard output, which steers no terminal: what is in documents others wrote."""
    sys.stdout.write(visible(text) + "\n")
    sys.stdout.flush()


def _cell(value: Any) -> str:
    return " ".join(str(value).split("\n"))
