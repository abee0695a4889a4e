"""What is installed is the whole program: Python, pages, styles, scripts, texts."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bursar import __version__

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel built of a clean copy, without asking any index."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(["git", "checkout-index", "--all", f"--prefix={folder}/source/"], cwd=ROOT, check=True, timeout=60)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", str(folder), f"{folder}/source"], check=True, timeout=120)
    return set(zipfile.ZipFile(next(folder.glob("bursar-*.whl"))).namelist())


def test_every_file_of_the_program_is_in_the_package(packed):
    listed = subprocess.run(
        ["git", "ls-files", "bursar"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert set(listed.stdout.splitlines()) - packed == set()


def test_nothing_but_the_program_is_in_the_package(packed):
    assert {name.partition("/")[0] for name in packed} - {"bursar"} == {f"bursar-{__version__}.dist-info"}
