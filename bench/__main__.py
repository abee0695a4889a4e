"""`make bench`: makes the demo in a temporary folder and measures it."""

import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from bursar.cli.main import main as bursar


def main() -> int:
    """0 if everything was measured."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(BURSAR_VAR=folder, BURSAR_DEMO="yes", BURSAR_LOG_LEVEL="ERROR")
        Path(folder, "static").mkdir()
        if bursar(["migrate"]) or bursar(["demo"]):
            return 1
        import_module("bench.pages").report()  # its imports need the settings, which are read by now
    return 0


if __name__ == "__main__":
    sys.exit(main())
