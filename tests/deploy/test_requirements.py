"""The locked requirements: complete, hashed, telling nobody of an index; each direct one has its reason on record."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = {name: (ROOT / "requirements" / f"{name}.txt").read_text() for name in ("run", "dev", "bench")}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
GROUPS = PROJECT["dependency-groups"]
DIRECT = [*PROJECT["project"]["dependencies"], *GROUPS["dev"], *GROUPS["bench"]]
NAMES = [re.split(r"[\[<>=~]", each)[0].lower() for each in DIRECT]


def _pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;\\]+)", lock, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pinned_package_has_a_hash(lock):
    blocks = re.split(r"^(?=[a-z0-9-]+==)", LOCKS[lock], flags=re.MULTILINE)[1:]
    assert len(blocks) > 20
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_says_where_packages_come_from(lock):
    assert re.findall(r"https?:|file:|://|--\S*index|--find-links|^ *# via", LOCKS[lock], re.MULTILINE) == []


def test_what_tests_run_is_what_operators_run():
    run, dev = _pins(LOCKS["run"]), _pins(LOCKS["dev"])
    assert {name: dev.get(name) for name in run} == run


@pytest.mark.parametrize("name", NAMES)
def test_every_direct_dependency_is_locked(name):
    assert name in _pins(LOCKS["bench"])


@pytest.mark.parametrize("name", [re.split(r"[\[<>=~]", each)[0].lower() for each in GROUPS["dev"]])
def test_what_tests_need_is_installed_for_them(name):
    assert name in _pins(LOCKS["dev"])


def test_every_package_of_the_site_has_its_reason_on_record():
    page = (ROOT / "docs/decisions/0001-dependencies.md").read_text().lower()
    wanted = [re.split(r"[\[<>=~]", each)[0].lower() for each in PROJECT["project"]["dependencies"]]
    assert [name for name in wanted if f"| {name}" not in page] == []
