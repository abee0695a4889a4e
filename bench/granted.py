"""`python -m bench.granted 1000000`: that many grants in the settings' database, migrated and empty."""

import os
import sys
from importlib import import_module

import django


def main(size: int) -> None:
    """Persons who are members of accounts, each with a level of their own there."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bursar.config.settings")
    django.setup()
    import_module("bench.granting").grant(size)  # its imports need the settings, which are read by now


if __name__ == "__main__":
    main(int(sys.argv[1]))
