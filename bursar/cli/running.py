"""`serve`: the site, and the worker beside it."""

import os
import shutil
import subprocess
import sys
from argparse import Namespace

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from bursar.cli.output import say


def serve(args: Namespace) -> None:
    """Serve until told to stop; the worker is a process of its own that ends with us."""
    connection.ensure_connection()  # a database that cannot be reached is said now, not at the first request
    connection.close()
    call_command("collectstatic", interactive=False, verbosity=0)
    _share_counters()
    loop = subprocess.Popen([sys.executable, "-m", "bursar.cli", "worker", "--with-parent"])
    try:
        say(f"Bursar listens on http://{args.host}:{args.port}/ (Ctrl+C stops it)")
        Granian(
            "bursar.config.wsgi:application",
            address=args.host,
            port=args.port,
            interface=Interfaces.WSGI,
            workers=args.processes or min(os.cpu_count() or 1, 4),
            blocking_threads=1,
            log_access=False,
            log_level=LogLevels.warning,
            log_dictconfig=settings.LOGGING,
        ).serve()
    finally:
        loop.terminate()
        loop.wait(timeout=10)


def _share_counters() -> None:
    """Name the folder in which all our processes add up what they count, emptied of what the last ones left."""
    if settings.METRICS_TOKEN:
        folder = settings.VAR / "metrics"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
