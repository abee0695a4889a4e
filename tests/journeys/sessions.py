"""Sessions that begin where an earlier sign-in of the same person ended: one more browser, not one more password."""

import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

from playwright.sync_api import BrowserContext

from tests.journeys.people import Human

COOKIE = "bursar_session"


class Sessions:
    """What the sessions of people who signed in held, by person and door; each browser gets a session of its own."""

    def __init__(self, database: Path, url: str) -> None:
        self.database = database
        self.url = url
        self._held: dict[tuple[str, str], tuple[str, str]] = {}

    def keep(self, context: BrowserContext, human: Human, address: str) -> None:
        """Keep what the session of this browser holds now."""
        [key] = [cookie["value"] for cookie in context.cookies() if cookie["name"] == COOKIE]
        with closing(self._open()) as database:
            query = "SELECT session_data, expire_date FROM django_session WHERE session_key = ?"
            self._held[human.email, _door(address)] = database.execute(query, (key,)).fetchone()

    def begin(self, context: BrowserContext, human: Human, address: str) -> bool:
        """Give this browser such a session; False if the person has not come through this door before."""
        held = self._held.get((human.email, _door(address)))
        if held is None:
            return False
        key = secrets.token_hex(16)
        with closing(self._open()) as database, database:
            database.execute(
                "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (?, ?, ?)", (key, *held)
            )
        context.add_cookies([{"name": COOKIE, "value": key, "url": self.url}])
        return True

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self.database, timeout=20)


def _door(address: str) -> str:
    """The portal of an address: “/billing/C-1234-5678/”."""
    return "/".join(address.split("/")[:3])
