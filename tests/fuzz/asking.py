"""Sends requests as one person or another, and judges what comes back and what was changed by it."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client

from bursar.access.facts import Facts
from bursar.core import clock
from bursar.grants import queries
from tests.fuzz import odd
from tests.fuzz.case import Case
from tests.fuzz.law import breaches
from tests.fuzz.report import Report
from tests.fuzz.site import Site, browser
from tests.fuzz.tables import NAMES, Reach, Snapshot, changes
from tests.golden.test_walks import WRITE

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


@dataclass
class Asking:
    """Everybody of a site with their browsers, and what stands in the tables now."""

    site: Site
    rng: Random
    report: Report
    reach: Reach
    browsers: dict[str, Client] = field(default_factory=dict)
    now: Snapshot = field(default_factory=dict)
    facts: Facts = field(default_factory=Facts)

    def look(self) -> None:
        """Read the tables and the facts."""
        self.now = self.reach.read()
        accounts = [pk for table, rows in self.now.items() if table.__name__ == "Account" for pk in rows]
        self.facts = queries.facts(account_ids=accounts)

    def ask(self, persona: str, name: str, request: odd.Request) -> Any:
        """Send it; note what came back and what it changed."""
        client = self._browser(persona)
        actor = _actor(client, request)
        with watched() as written:
            extra = {f"HTTP_{key.upper().replace('-', '_')}": value for key, value in request.headers.items()}
            extra |= {"REMOTE_ADDR": f"10.{self.rng.randrange(256)}.{self.rng.randrange(256)}.7"}
            length = extra.pop("HTTP_CONTENT_LENGTH", None)
            answer: Any = client.generic(
                request.method, request.address, request.body, request.content_type,
                **(extra | ({"CONTENT_LENGTH": length} if length else {})),
            )  # fmt: skip
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        self.report.note(name, request.method, answer.status_code, answer.headers.get("Location", ""))
        if answer.status_code >= 500:
            error = answer.exc_info
            self.fail(request, "".join(traceback.format_exception(error[1])[-6:]) if error else body[:300].decode())
        if written:
            self._judge(actor, request)
        if answer.status_code == 302 and "sign-in" in answer.headers["Location"]:
            self.browsers.pop(persona, None)
        return answer

    def fail(self, request: odd.Request, why: str) -> None:
        """Keep what went wrong, with the request that did it."""
        sent = (
            f"{request.method} {request.address[:200]} {request.content_type} {request.headers} {request.body[:600]!r}"
        )
        self.report.failures.append(f"{sent}\n{why}")

    def _judge(self, actor: int | None, request: odd.Request) -> None:
        before, facts = self.now, self.facts
        self.look()
        found = changes(before, self.now)
        if not found:
            return
        self.report.writing += 1
        self.report.changed.update(change.table.__name__ for change in found)
        accounts = {pk for table, rows in before.items() if table.__name__ == "Account" for pk in rows}
        case = Case(actor, request.address, facts, clock.now(), accounts, found)
        wrong = breaches(case) + ([f"{request.method} changed {found[0]}"] if request.method in SAFE else [])
        for sentence in wrong:
            self.fail(request, sentence)

    def _browser(self, persona: str) -> Client:
        if persona not in self.browsers:
            self.browsers[persona] = browser(self.site.people.get(persona), self.site.known["number"])
        return self.browsers[persona]


def _actor(client: Client, request: odd.Request) -> int | None:
    """Who is signed in with what this request carries."""
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    if cookie is None or "Cookie" in request.headers:
        return None
    found = SessionStore(cookie.value).get("_auth_user_id")
    return int(found) if found else None


@contextmanager
def watched() -> Iterator[set[str]]:
    """The watched tables that statements within write to."""
    found: set[str] = set()

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if (write := WRITE.match(sql)) and write[1] in NAMES:
            found.add(write[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found
