"""Reads the words, sets Django up, runs the handler, turns every failure into one line and an exit code."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import SystemCheckError
from django.db import DatabaseError

from bursar.cli.parser import build_parser
from bursar.core.errors import BusyError, Refused
from bursar.core.lines import visible

DONE, REFUSED, WRONG, NOT_IN_ORDER = 0, 1, 2, 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run `bursar …`; answers the exit code."""
    args = build_parser().parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bursar.config.settings")
    if args.as_owner and "BURSAR_MIGRATION_DATABASE_URL" in os.environ:
        os.environ["BURSAR_RUNTIME_DATABASE_URL"] = os.environ.get("BURSAR_DATABASE_URL", "")
        os.environ["BURSAR_DATABASE_URL"] = os.environ["BURSAR_MIGRATION_DATABASE_URL"]
    try:
        django.setup()
        module, _, name = args.handler.partition(":")
        return int(getattr(import_module(module), name)(args) or DONE)
    except Refused as refusal:
        return _say(REFUSED, f"refused: {refusal} ({refusal.code})")
    except BusyError:
        return _say(NOT_IN_ORDER, "too much is going on at this moment: nothing was changed, try again")
    except (OSError, ValueError) as error:
        return _say(WRONG, str(error))
    except SystemCheckError as error:
        return _say(NOT_IN_ORDER, str(error).strip())
    except (ImproperlyConfigured, DatabaseError) as error:
        return _say(NOT_IN_ORDER, f"not in order: {str(error).strip().splitlines()[0]}")
    except KeyboardInterrupt:
        return 130


def _say(code: int, text: str) -> int:
    sys.stderr.write(f"bursar: {visible(text)}\n")
    return code
