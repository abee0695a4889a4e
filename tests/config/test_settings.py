"""Every setting the program reads is on docs/operating/settings.md, and nothing else is."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_setting_is_documented_and_every_documented_one_exists():
    settings = (ROOT / "bursar" / "config" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'"(BURSAR_[A-Z_]+)"', settings))
    page = (ROOT / "docs" / "operating" / "settings.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(BURSAR_[A-Z_]+)`", page, re.MULTILINE)) == read
