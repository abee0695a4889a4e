"""A program that listens on this machine, and endpoints that lead to it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from bursar.accounts.steps import operator_named
from bursar.webhooks import commands
from bursar.webhooks.kinds import CHOICES
from bursar.webhooks.models import Endpoint


@dataclass
class Program:
    """What it was sent, and what it answers: the statuses one after another, the last again and again."""

    url: str = ""
    answers: list[int] = field(default_factory=lambda: [204])
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def said(self) -> list[dict[str, Any]]:
        """The bodies."""
        return [json.loads(body) for _headers, body in self.got]


@pytest.fixture
def program() -> Iterator[Program]:
    """It listens on loopback while the test lasts."""
    made = Program()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            made.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            status = made.answers.pop(0) if len(made.answers) > 1 else made.answers[0]
            self.send_response(status)
            self.send_header("Content-Length", "0")
            if 300 <= status < 400:
                self.send_header("Location", made.url)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}/hook?source=bursar"
    Thread(target=server.serve_forever, daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def endpoint(db: None, program: Program, settings: Any) -> Callable[..., Endpoint]:
    """`endpoint()`: told of everything; `endpoint(types=[…])`."""
    settings.WEBHOOKS_TO_LOOPBACK = True

    def make(types: list[str] | None = None, account_id: int | None = None) -> Endpoint:
        wanted = types or [str(each) for each in CHOICES]
        return commands.add_endpoint(operator_named("Ada"), url=program.url, types=wanted, account_id=account_id)

    return make
