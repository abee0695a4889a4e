"""A real SMTP server on loopback, in a process of its own: it writes down each address before it answers 250."""

import multiprocessing
import os
import signal
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from django.conf import settings

_fork = multiprocessing.get_context("fork")
_file = Path()


class _Handler:
    """Takes every mail."""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        """One line for each reader, on the disk before the sender hears of it."""
        with _file.open("a") as book:
            book.writelines(f"{address}\n" for address in envelope.rcpt_tos)
        return "250 OK"


@contextmanager
def open_mailbox() -> Iterator[None]:
    """Send all mails there for the time of the block."""
    global _file  # noqa: PLW0603  # one mailbox for a trial
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="bursar-mailbox-") as folder:
        _file = Path(folder) / "came"
        _file.touch()
        server = _fork.Process(target=_serve, args=(port,))
        server.start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        try:
            _wait_for(port)
            yield
        finally:
            server.terminate()
            server.join(10)


def came_for(addresses: list[str]) -> list[str]:
    """The addresses that a mail came for, once for each mail."""
    return [line for line in _file.read_text().splitlines() if line in addresses]


def _serve(port: int) -> None:
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    Controller(_Handler(), hostname="127.0.0.1", port=port).start()
    while True:
        time.sleep(60)


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the mailbox does not answer")
