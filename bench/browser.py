"""A browser of the measurements: asks a WSGI application in this process, so that its CPU time is the page's alone."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.test import Client

from bursar.accounts.models import Account, Person
from bursar.core import clock

Application = Callable[..., Any]
DOORS = ("admin", "billing", "pbx")


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes

    @property
    def rows(self) -> int:
        """Rows of tables; pages that show as many of them may be compared."""
        return self.body.count(b"<tr")


def cookie(person: Person, account: Account, backend: str = "") -> str:
    """The cookie of somebody who has signed in and entered every portal; `backend` loads the person, ours if empty."""
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(person, backend=backend or settings.AUTHENTICATION_BACKENDS[0])
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": clock.now().timestamp()}]
    session["entered"] = {f"{door}:{account.number}": clock.now().isoformat() for door in DOORS}
    session["has_choice"] = dict.fromkeys(DOORS, False)
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def ask(application: Application, address: str, cookies: str) -> Answer:
    """GET an address as a server would have it asked for, and end the request as it would."""
    path, _, query = address.partition("?")
    return _answer(application, _environ(path, query, cookies))


def post(application: Application, address: str, body: bytes, token: str) -> Answer:
    """POST JSON as a program with an API token would."""
    program = {
        "REQUEST_METHOD": "POST", "CONTENT_TYPE": "application/json", "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body), "HTTP_AUTHORIZATION": f"Bearer {token}", "HTTP_ACCEPT": "application/json",
    }  # fmt: skip
    environ = _environ(address, "", "") | program
    del environ["HTTP_COOKIE"]
    return _answer(application, environ)


def _answer(application: Application, environ: dict[str, Any]) -> Answer:
    status = []
    chunks = application(environ, lambda line, headers: status.append(int(line[:3])))
    try:
        return Answer(status[0], b"".join(chunks))
    finally:
        chunks.close()


def _environ(path: str, query: str, cookies: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1:8000", "HTTP_COOKIE": cookies, "HTTP_ACCEPT": "text/html",
        "HTTP_ACCEPT_LANGUAGE": "en", "HTTP_USER_AGENT": "bench", "wsgi.version": (1, 0), "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(), "wsgi.multithread": False,
        "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip
