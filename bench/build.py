"""`python -m bench.build 10000`: an account of this size in the settings' database, migrated and empty."""

import os
import sys
import time
from importlib import import_module

import django


def main(size: int) -> None:
    """Build it and say how long it took."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bursar.config.settings")
    django.setup()
    began = time.monotonic()
    built = import_module("bench.building").build(size)  # its imports need the settings, which are read by now
    print(f"{built.account} with {size} members and invoices in {time.monotonic() - began:.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]))
