"""What is written down of each command: when its turn came, at which version of which account, what came of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db import connection

from bursar.audit import recording
from bursar.core import clock
from bursar.core.errors import Refused

_ACCOUNT = 'UPDATE "accounts_account" SET "version"'
# Statements that let one command wait for another: after the last of them its place in the order is settled.
_TURNS = (
    _ACCOUNT,
    'UPDATE "accounts_person" SET "language" = "accounts_person"',
    'UPDATE "accounts_person" SET "language" = ("accounts_person"',
    'UPDATE "invoices_issuer" SET "key" = ',
    'UPDATE "lifecycle_pendingsignup" SET "completed_at"',
)
Ticket = Callable[[], int]


class Tape:
    """Watches the statements of one client's connection. Tickets are drawn while the lock is held: since locks are
    kept until the commit, the order of tickets is an order in which the commands could have run one by one."""

    def __init__(self, draw: Ticket, last: Ticket) -> None:
        self._draw, self._last = draw, last
        self.ticket: int | None = None
        self.at = ""
        self.versions: dict[str, tuple[int, int]] = {}

    def play(self, record: dict[str, Any], act: Callable[[dict[str, Any]], dict[str, Any] | None]) -> None:
        """Run the command and complete its record: began, ticket, at, versions, result, made."""
        self._begin()
        record["began"] = self._last()
        try:
            record["made"] = act(record) or {}
            record["result"] = "done"
        except Refused as refusal:
            record["result"] = refusal.code
        record |= {"is_locked": bool(self.ticket), "ended": self._last()}
        if not self.ticket:
            self._turn()
        record |= {"ticket": self.ticket, "at": self.at, "versions": self.versions}

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Within the block every statement is looked at, and every attempt of a command begins anew."""
        once = recording._once

        def attempt(*args: Any) -> Any:
            self._begin()
            return once(*args)

        with patch.object(recording, "_once", attempt), connection.execute_wrapper(self._look):
            yield

    def _look(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        if sql.startswith(_TURNS):
            self._turn()
            if sql.startswith(_ACCOUNT):
                self._version(int(params[-1]))
        return answer

    def _version(self, account: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT version FROM accounts_account WHERE id = %s", [account])
            for (version,) in cursor.fetchall():
                first, _ = self.versions.get(str(account), (version, version))
                self.versions[str(account)] = (first, version)

    def _turn(self) -> None:
        self.ticket, self.at = self._draw(), clock.now().isoformat()

    def _begin(self) -> None:
        self.ticket, self.at, self.versions = None, "", {}
