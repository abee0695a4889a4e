"""`worker` and `mail send`: what is done beside the site, again and again.

Apart from `serve`: counters find the folder that `serve` names only in processes that import them after it did.
"""

import logging
import os
import signal
import threading
import time
from argparse import Namespace
from collections.abc import Callable

from django.db import close_old_connections

from bursar.api.measures import FAILURES, JOBS, WORKER_SEEN
from bursar.audit.calls import forget_old_calls
from bursar.billing.ending import tell_of_ending_levels
from bursar.cli.output import show
from bursar.invoices.discarding import discard_abandoned
from bursar.invoices.rendering import render_waiting
from bursar.invoices.telling import tell_of_looks
from bursar.mail.sender import send_due, waiting
from bursar.payments.autopay import pay_by_mandates, tell_of_expiring_methods
from bursar.payments.flow import resolve_unknown
from bursar.payments.gateways.sandbox.notices import send_due_notices
from bursar.payments.reminding import remind_due
from bursar.pbx.ending import tell_of_ending_ticks
from bursar.webhooks.sending import deliver_due

log = logging.getLogger("bursar.worker")

# Each answers how much it did. PDFs are made before the mails that carry them, lest they are made twice.
ROUND: list[Callable[[], int]] = [
    render_waiting,
    tell_of_ending_levels,
    tell_of_ending_ticks,
    remind_due,
    send_due,
    tell_of_looks,
    deliver_due,
    send_due_notices,
    resolve_unknown,
    pay_by_mandates,
    tell_of_expiring_methods,
    discard_abandoned,
    forget_old_calls,
]
PAUSE_SECONDS = 0.5


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
    for job in ROUND:
        close_old_connections()
        try:
            count = job()
        except Exception:
            FAILURES.labels(job.__name__).inc()
            log.exception("job %s failed", job.__name__)
        else:
            JOBS.labels(job.__name__).inc(count)
            done += count
    WORKER_SEEN.set(time.time())
    return done


def mail_send(args: Namespace) -> None:
    """Send what is due, and say what is left."""
    show([{"sent": send_due(limit=10_000), "waiting": waiting()}], as_json=args.json)
