"""`python -m bench.asking_over_http`: what each request of the authorization API costs on the settings' database.

Prints a line of JSON: by request, CPU milliseconds (with the database's own process) and queries. Every answer has to
be the right one.
"""

import json
import os
import random
import sys
import time
from importlib import import_module
from typing import Any

import django

ROUNDS, TIMES = 7, 20  # the best of so many rounds, in each of which so many requests of a kind are made
# What makes it one revision; a statement bound by the server has no text here.
FRAME = ("BEGIN", "SET ", "COMMIT", "ROLLBACK")


class Caller:
    """The vendor's program, with the site in this process."""

    def __init__(self) -> None:
        self.browser, self.rows = import_module("bench.browser"), import_module("bench.rows")
        self.captured = import_module("django.test.utils").CaptureQueriesContext
        self.connection = import_module("django.db").connection
        self.site = import_module("bursar.config.wsgi").application
        self.token = import_module("bench.asking_about").token()

    def ask(self, path: str, body: Any) -> Any:
        """The answer, which has to be one."""
        answer = self.browser.post(self.site, f"/access/v1/{path}", json.dumps(body).encode(), self.token)
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status} {answer.body.decode()}")
        return json.loads(answer.body)

    def cost(self, asked: Any) -> float:
        """CPU milliseconds of one request, the database's own process included."""
        began, there = time.process_time(), self.rows.server_ms()
        for path, body, _is_right in asked:
            self.ask(path, body)
        spent: float = 1_000 * (time.process_time() - began) + self.rows.server_ms() - there
        return spent / len(asked)

    def queries(self, asked: Any) -> int:
        """The most that one of these requests reads by, its token's included; each is answered right."""
        self.ask(*asked[0][:2])  # the first one of all notes that the token was used
        most = 0
        for path, body, is_right in asked:
            with self.captured(self.connection) as seen:
                answer = self.ask(path, body)
            if not is_right(answer):
                raise SystemExit(f"{path}: a wrong answer: {str(answer)[:300]}")
            most = max(most, sum(not (query["sql"] or "").startswith(FRAME) for query in seen))
        return most


def main() -> None:
    """Each kind of request in turn, round after round."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bursar.config.settings")
    django.setup()
    caller = Caller()
    requests = import_module("bench.asking_about").requests(random.Random(TIMES), TIMES)
    queries = {name: caller.queries(asked) for name, asked in requests.items()}
    rounds = [{name: caller.cost(asked) for name, asked in requests.items()} for _ in range(ROUNDS)]
    json.dump({name: [min(costs[name] for costs in rounds), queries[name]] for name in requests}, sys.stdout)


if __name__ == "__main__":
    main()
