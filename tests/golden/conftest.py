"""The fixture `golden`: compare with a checked-in file, or write it anew with --golden-write."""

from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden("docs/permissions.md", text)`."""

    def check(name: str, text: str) -> None:
        file = ROOT / name
        if request.config.getoption("--golden-write"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.exists(), f"{name} is missing: run `make golden`"
        assert file.read_text(encoding="utf-8") == text, f"{name} differs: run `make golden` and read the difference"

    return check
