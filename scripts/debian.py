"""What the tests need beside Python: a browser and a PostgreSQL. Installed where that can be done, named where not."""

import os
import shutil
import subprocess
from ctypes.util import find_library

from scripts import postgres

BROWSERS = ("chromium-headless-shell", "chromium")  # the first has no window, so it takes a third less of a processor
PACKAGES = {
    "chromium": ["chromium", "fonts-dejavu-core", "fonts-liberation"],
    "libatomic": ["libatomic1"],  # what steers the browser is linked to it, and brings it not
    "postgresql": ["postgresql"],
}
ENVIRONMENT = {"DEBIAN_FRONTEND": "noninteractive"}


def browser() -> str | None:
    """The browser that is on this machine."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def is_installed(need: str) -> bool:
    """Whether the program is on this machine, however it came here."""
    found = {
        "chromium": browser(),
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
    _apt(["update"])
    _apt(["install", "--yes", "--no-install-recommends", *map(_lighter, missing)])


def _lighter(package: str) -> str:
    """The package, or the lighter one in its place that this Debian has."""
    lighter = BROWSERS[0] if package == BROWSERS[1] else package
    known = subprocess.run(["apt-cache", "show", lighter], capture_output=True, check=False)
    return lighter if known.returncode == 0 else package


def _apt(command: list[str]) -> None:
    done = subprocess.run(
        ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", *command],
        env={**os.environ, **ENVIRONMENT}, stdin=subprocess.DEVNULL, timeout=900, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"apt-get {' '.join(command)} failed; run it by hand to see why")
