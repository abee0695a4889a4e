"""docs/rules.md names a test for each of the fifteen rules, and each test that it names exists."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", PAGE)


def test_every_rule_has_a_row_with_tests():
    rows = re.findall(r"^\| (\d+) \|.*`tests/.*\|$", PAGE, re.MULTILINE)
    assert [int(number) for number in rows] == list(range(1, 16))


def test_every_test_that_the_page_names_exists():
    missing = [f"{file}::{name}" for file, name in NAMED if f"def {name}(" not in _text(file)]
    assert missing == []


def test_every_promise_is_lived_in_a_browser():
    journeys = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "tests" / "journeys").glob("test_*.py"))
    lived = {int(number) for number in re.findall(r"def test_s(\d\d)_", journeys)}
    assert lived == set(range(1, 14))


def _text(file: str) -> str:
    path = ROOT / file
    return path.read_text(encoding="utf-8") if path.exists() else ""
