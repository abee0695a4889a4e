"""The program as an operator runs it, for one journey: a copy of the demo's database, `bursar serve`, a mailbox."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from email.message import Message
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from bursar.demo.cast import HARBOUR, LUMIERE
from tests.journeys.sessions import Sessions

START_SECONDS = 30


class Mailbox:
    """Catches every mail over real SMTP on loopback."""

    def __init__(self) -> None:
        self.mails: list[Message] = []
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port())
        self.controller.start()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        """Keep the mail."""
        self.mails.append(BytesParser(policy=default).parsebytes(envelope.content))
        return "250 OK"

    def wait_for(self, address: str, *, link: str = "/", seconds: float = 15) -> str:
        """The first link whose address contains `link`, in the newest mail to `address` that has one."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for mail in reversed(self.mails):
                if address in str(mail["To"]):
                    for found in re.findall(r"https?://\S+", text_of(mail)):
                        if link in found:
                            return str(found).rstrip(".)")
            time.sleep(0.1)
        seen = [(str(mail["To"]), str(mail["Subject"])) for mail in self.mails]
        raise AssertionError(f"no mail to {address} with a link {link}; there were {seen}")

    def subjects(self, address: str) -> list[str]:
        """The subjects of all mails to an address."""
        return [str(mail["Subject"]) for mail in self.mails if address in str(mail["To"])]

    def stop(self) -> None:
        """Close the port."""
        self.controller.stop()


class Site:
    """A served installation with its own database, base address and mailbox."""

    def __init__(self, folder: Path, template: Path | None = None) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.mailbox = Mailbox()
        self.sessions = Sessions(folder / "bursar.sqlite3", self.url)
        self.process: subprocess.Popen[bytes] | None = None
        self.lumiere = self.harbour = ""
        if template:
            self._begin_with(template)

    def _begin_with(self, template: Path) -> None:
        """The demo's database, and the numbers of its accounts."""
        shutil.copy(template / "bursar.sqlite3", self.folder / "bursar.sqlite3")
        numbers = {row["name"]: row["number"] for row in json.loads((template / "made").read_text())}
        self.lumiere, self.harbour = numbers[LUMIERE.name], numbers[HARBOUR.name]

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the caller's settings, but the path."""
        ours = {k: v for k, v in os.environ.items() if not k.startswith(("BURSAR_", "DJANGO_"))}
        return {
            **ours,
            "BURSAR_VAR": str(self.folder),
            "BURSAR_BASE_URL": self.url,
            "BURSAR_SMTP_URL": f"smtp://127.0.0.1:{self.mailbox.controller.port}",
            "BURSAR_DEMO": "yes",
        }

    def bursar(self, *words: str) -> str:
        """Run a command as the operator does; answers what it printed."""
        command = [sys.executable, "-m", "bursar.cli", *words]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=300, check=False)
        if done.returncode:
            raise AssertionError(f"bursar {' '.join(words)} answered {done.returncode}: {done.stderr}{done.stdout}")
        return done.stdout

    def start(self) -> None:
        """Serve, and wait for the first page."""
        command = [sys.executable, "-m", "bursar.cli", "serve", "--port", str(self.port), "--processes", "1"]
        with (self.folder / "serve.log").open("wb") as log:
            self.process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(self.url, timeout=2).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError((self.folder / "serve.log").read_text())

    def stop(self) -> None:
        """End the process that was started here, and the mailbox."""
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=20)
        self.mailbox.stop()


def text_of(mail: Message) -> str:
    """The plain text of a mail."""
    part = mail.get_body(("plain",))  # type: ignore[attr-defined]
    return str(part.get_content()) if part else ""


def free_port() -> int:
    """A port of loopback that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
