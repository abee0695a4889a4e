"""What the tests need beside Python: a browser and a PostgreSQL. Installed where that can be done, named where not."""

import os
import shutil
import subprocess
from ctypes.util import find_library

from scripts import postgres

PACKAGES = {
    "chromium": ["chromium", "fonts-dejavu-core", "fonts-liberation"],
    "libatomic": ["libatomic1"],  # what steers the browser is linked to it, and brings it not
    "postgresql": ["postgresql"],
}
ENVIRONMENT = {"DEBIAN_FRONTEND": "noninteractive"}


def is_installed(need: str) -> bool:
    """Whether the program is on this machine, however it came here."""
    found = {
        "chromium": shutil.which("chromium"),
        "libatomic": find_library("atomic"),
        "postgresql": postgres.programs(),
    }
    return bool(found[need])


def install(needs: set[str]) -> None:
    """Install what is missing by apt as root; otherwise stop and say what to install."""
    missing = [package for need in sorted(needs) if not is_installed(need) for package in PACKAGES[need]]
    if not missing:
        return
    words = " ".join(missing)
    if os.geteuid() or not shutil.which("apt-get"):
        raise SystemExit(f"The tests need more. As root: apt-get install --no-install-recommends {words}")
    print(f"— Debian packages: {words}", flush=True)
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *missing]):
        _apt(command)


def _apt(command: list[str]) -> None:
    done = subprocess.run(
        ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", *command],
        env={**os.environ, **ENVIRONMENT}, stdin=subprocess.DEVNULL, timeout=900, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"apt-get {' '.join(command)} failed; run it by hand to see why")
