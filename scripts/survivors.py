"""The mutants that docs/mutants.md says survive, as `make mutants` prints them."""

import re
from collections.abc import Iterator
from pathlib import Path

LISTED = re.compile(r"^- (bursar/\S+\.py: `.*` → `.*`)$", re.MULTILINE)


def explained(text: str) -> frozenset[str]:
    """Those listed in the text of the page."""
    return frozenset(LISTED.findall(text))


def outdated(text: str, root: Path) -> Iterator[str]:
    """Those of a line that its file does not have any more."""
    for each in sorted(explained(text)):
        name, _, change = each.partition(": `")
        lines = (line.strip() for line in (root / name).read_text().splitlines())
        if change.partition("` → `")[0] not in lines:
            yield each
