"""A victim that is killed by `kill -9` after so many seconds, and a new process that takes up what it left."""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connections
from django.test import Client

from bursar.core import clock
from bursar.invoices.discarding import discard_abandoned
from bursar.invoices.rendering import render_waiting
from bursar.mail.sender import send_due
from bursar.payments.autopay import pay_by_mandates
from bursar.payments.flow import resolve_unknown
from bursar.payments.gateways.sandbox.notices import send_due_notices
from soak.kills.operation import Operation

# What a worker does in the first minutes after a restart: mails claimed by the dead (2 min), payments cut off (1 min),
# orders that the provider never heard of (10 min). The clock is moved, nobody waits.
LATER = (timedelta(0), timedelta(minutes=3), timedelta(minutes=15))
HUNG = 120  # seconds
QUIET = 30  # passes after which a worker that still has something to do is stuck


def victim(operation: Operation, each: Any, delay: float | None) -> tuple[list[str], float]:
    """Do it in a process of its own and kill that after `delay` seconds, or let it end: what it had said, and after
    how many seconds it ended."""
    connections.close_all()  # the victim is the only one who has the database open: a restart finds what it left
    ready, go = os.pipe(), os.pipe()
    pid = os.fork()
    if pid == 0:
        _live(operation, each, ready, go)
    os.close(ready[1])
    os.close(go[0])
    os.read(ready[0], 1)
    began = time.perf_counter()
    os.write(go[1], b"!")
    if delay is not None:
        time.sleep(delay)
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    took = time.perf_counter() - began
    with os.fdopen(ready[0]) as pipe:
        said = pipe.read().splitlines()
    os.close(go[1])
    return said, took


def _live(operation: Operation, each: Any, ready: tuple[int, int], go: tuple[int, int]) -> None:
    def say(word: str) -> None:
        os.write(ready[1], f"{word}\n".encode())

    signal.alarm(HUNG)
    try:
        page = operation.opened(each)
        os.write(ready[1], b"\n")
        os.read(go[0], 1)
        operation.act(page, say)
        say("end")
        connections.close_all()
    except BaseException:  # noqa: BLE001  # whatever it is, the parent reports it
        say(f"error {traceback.format_exc(limit=-4)!r}")
    os._exit(0)


def apart(act: Callable[[], Any]) -> None:
    """Do something in a new process, as after a restart. Raises RuntimeError when it failed."""
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        code = 1
        signal.alarm(HUNG)
        try:
            act()
            code = 0
        except BaseException:  # noqa: BLE001  # told by the exit code
            traceback.print_exc(file=sys.stdout)
        finally:
            sys.stdout.flush()
            os._exit(code)
    if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]):
        raise RuntimeError("a process that took up what the dead one left failed")


def work_until_quiet() -> None:
    """What the worker does after a restart, until nothing is left to do."""
    for later in LATER:
        with clock.at(clock.now() + later):
            for _ in range(QUIET):
                if not sum(job() for job in JOBS):
                    break
            else:
                raise RuntimeError("the worker does not come to rest")


def deliver_notices() -> int:
    """The provider posts what is due to our address; answers how many were taken."""
    browser = Client()

    def post(path: str, body: bytes, headers: dict[str, str]) -> int:
        signed = {name: value for name, value in headers.items() if name != "Content-Type"}
        return browser.post(path, body, content_type="application/json", headers=signed).status_code

    return send_due_notices(post)


JOBS = (render_waiting, send_due, deliver_notices, resolve_unknown, pay_by_mandates, discard_abandoned)
