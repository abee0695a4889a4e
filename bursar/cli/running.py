"""`serve`, `worker` and `mail send`: the site and the loop beside it."""

import logging
import os
import signal
import subprocess
import sys
import threading
from argparse import Namespace
from collections.abc import Callable

from django.core.management import call_command
from django.db import close_old_connections, connection
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from bursar.cli.output import say, show
from bursar.mail.sender import send_due, waiting
from bursar.payments.flow import resolve_unknown
from bursar.payments.gateways.sandbox.notices import send_due_notices

log = logging.getLogger("bursar.worker")

# What the worker does again and again; each answers how much it did.
JOBS: list[Callable[[], int]] = [send_due, send_due_notices, resolve_unknown]
PAUSE_SECONDS = 0.5


def serve(args: Namespace) -> None:
    """Serve until told to stop; the worker is a process of its own that ends with us."""
    connection.ensure_connection()  # a database that cannot be reached is said now, not at the first request
    connection.close()
    call_command("collectstatic", interactive=False, verbosity=0)
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
        ).serve()
    finally:
        loop.terminate()
        loop.wait(timeout=10)


def worker(args: Namespace) -> None:
    """The loop: mails, the provider's notices, payments whose outcome is unknown."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    parent = os.getppid()
    while not stop.is_set():
        if args.with_parent and os.getppid() != parent:
            return
        if not run_jobs():
            stop.wait(PAUSE_SECONDS)


def run_jobs() -> int:
    """Every job once; one that fails is logged and does not stop the others."""
    done = 0
    for job in JOBS:
        close_old_connections()
        try:
            done += job()
        except Exception:
            log.exception("job %s failed", job.__name__)
    return done


def mail_send(args: Namespace) -> None:
    """Send what is due, and say what is left."""
    show([{"sent": send_due(limit=10_000), "waiting": waiting()}], as_json=args.json)
