"""Pins requirements/*.txt: every package with its hashes for all platforms, and no address of an index."""

import subprocess
import sys
from pathlib import Path

HEADER = "# Made by `make lock` from pyproject.toml. Names no package index on purpose: pip takes yours.\n"
LOCKS = {
    "run": ["--group", "build"],
    "dev": ["--group", "build", "--group", "dev", "--constraint", "requirements/run.txt"],
    "bench": ["--group", "build", "--group", "dev", "--group", "bench", "--constraint", "requirements/dev.txt"],
}
PLAIN = ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]


def lock(name: str, more: list[str]) -> None:
    """Write one file; what is pinned there already stays unless `--upgrade` is asked for."""
    target = Path("requirements", f"{name}.txt")
    command = ["uv", "pip", "compile", "--quiet", "--universal", "--python-version=3.11", "--generate-hashes", *PLAIN]
    subprocess.run([*command, *LOCKS[name], *more, "--output-file", str(target), "pyproject.toml"], check=True)
    text = target.read_text()
    if any(sign in text for sign in ("://", "file:", "--index-url", "--find-links")):
        raise SystemExit(f"{target} names where packages come from; take it out before committing")
    target.write_text(HEADER + text)


if __name__ == "__main__":
    for each in LOCKS:
        lock(each, sys.argv[1:])
