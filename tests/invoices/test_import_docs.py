"""docs/import.md names every field and every code that there is."""

import re
from pathlib import Path

from bursar.invoices.intake.csv_file import COLUMNS

ROOT = Path(__file__).parents[2]
WORDS = set(re.findall(r"`([a-z0-9_]+)`", (ROOT / "docs" / "import.md").read_text()))


def test_every_column_is_described():
    assert set(COLUMNS) - WORDS == set()


def test_every_code_of_a_problem_is_described():
    source = "".join(path.read_text() for path in (ROOT / "bursar" / "invoices" / "intake").glob("*.py"))
    codes = set(
        re.findall(r'(?:wrong|add)\(\s*[^"]*?(?:"[^"]*",\s*)?"([a-z0-9_]+)",\s*(?:_\(|words|text|_number)', source)
    )
    assert "total_differs" in codes
    assert codes - WORDS == set()
