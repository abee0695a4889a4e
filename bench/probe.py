"""`python -m bench.probe`: one process that asks for pages of the settings' database and times them, a round a line.

First it prints what each page is (status, queries, bytes, rows); then, for each line that it reads, it asks for every
page again and prints what that cost. So several of them, on databases of different sizes, can take turns.
"""

import json
import os
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import django

ENOUGH_MS = 150  # in a round: a slow page is asked for once
MOST = 4  # how often a quick page is asked for in a round
BARE_EVERY = 4  # pages, after which the bare one is asked for again


class Probe:
    """The application, the bare one, and the pages."""

    def __init__(self) -> None:
        from_pages, self.browser = import_module("bench.pages"), import_module("bench.browser")
        account, people = from_pages.found()
        self.cookies = {who: self.browser.cookie(person, account) for who, person in people.items()}
        self.pages = from_pages.pages(account)
        self.bare, *_rest = self.pages
        self.site = import_module("bursar.config.wsgi").application
        bare = import_module("bench.bare")
        self.other = bare.application()
        self.cookies[self.bare.who] = self.browser.cookie(people["founder"], account, bare.BACKEND)
        self.database = import_module("django.db").connection

    def ask(self, page: Any) -> Any:
        """The answer to one page."""
        application = self.other if page is self.bare else self.site
        return self.browser.ask(application, page.address, self.cookies[page.who])

    def first_look(self) -> list[dict[str, Any]]:
        """Every page twice to warm up, then with its queries counted."""
        captured = import_module("django.test.utils").CaptureQueriesContext
        looks = []
        for page in self.pages:
            self.ask(page), self.ask(page)
            with captured(self.database) as queries:
                answer = self.ask(page)
            asked = len(queries)
            looks.append({
                "name": page.name, "status": answer.status, "queries": asked, "bytes": len(answer.body),
                "rows": answer.rows,
            })  # fmt: skip
        return looks

    def round(self) -> dict[str, Any]:
        """CPU milliseconds of every request, wall milliseconds, and those of the database's own process."""
        stolen = _stolen()
        costs: dict[str, list[list[float]]] = {page.name: [] for page in self.pages}
        for number, page in enumerate(self.pages[1:]):
            if number % BARE_EVERY == 0:
                self._cost(self.bare, costs)
            self._cost(page, costs)
        return {"steal": _share(stolen, _stolen()), "costs": costs}

    def _cost(self, page: Any, costs: dict[str, list[list[float]]]) -> None:
        server, began = self._server(), time.perf_counter()
        for _ in range(MOST):
            before = time.process_time(), time.perf_counter(), process_ns(server)
            self.ask(page)
            after = time.process_time(), time.perf_counter(), process_ns(server)
            cpu, wall = 1000 * (after[0] - before[0]), 1000 * (after[1] - before[1])
            costs[page.name].append([cpu, wall, (after[2] - before[2]) / 1e6])
            if 1000 * (after[1] - began) > ENOUGH_MS:
                break

    def _server(self) -> int | None:
        """The process of PostgreSQL that answers this one."""
        if self.database.vendor != "postgresql":
            return None
        self.database.ensure_connection()
        return int(self.database.connection.info.backend_pid)


def process_ns(pid: int | None) -> int:
    """Nanoseconds of CPU that a process has had."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) if pid else 0


def _stolen() -> tuple[float, float]:
    """Ticks that the machine's other tenants took, and all ticks."""
    ticks = [float(each) for each in Path("/proc/stat").read_text().splitlines()[0].split()[1:]]
    return ticks[7], sum(ticks)


def _share(before: tuple[float, float], after: tuple[float, float]) -> float:
    return (after[0] - before[0]) / max(after[1] - before[1], 1.0)


def main() -> None:
    """Look first, then a round for each line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bursar.config.settings")
    django.setup()
    probe = Probe()
    print(json.dumps(probe.first_look()), flush=True)
    for _line in sys.stdin:
        print(json.dumps(probe.round()), flush=True)


if __name__ == "__main__":
    main()
