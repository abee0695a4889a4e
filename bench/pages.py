"""What a page costs: CPU time, queries and bytes of the demo's main pages, asked for again and again in one process."""

import time
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bursar.accounts.models import Account, Person
from bursar.core import clock
from bursar.demo.cast import HARBOUR

ROUNDS = 40
TOO_NOISY = 0.20  # the share of time in which somebody else had our cores; measured above it says little
PAGES = {
    "/": "",
    "/admin/{number}/people/": "admin",
    "/billing/{number}/": "billing",
    "/billing/{number}/invoices/": "billing",
    "/billing/{number}/administrators/": "billing",
    "/pbx/{number}/permissions/": "pbx",
    "/me/": "me",
}


def measure(browser: Client, address: str) -> str:
    """One line: the median of CPU time per request after a warm-up, and how often the database was asked."""
    answer = browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        browser.get(address)
    asked = len(queries)
    spent, stolen_before = [], _stolen()
    for _ in range(ROUNDS):
        began = time.process_time()
        browser.get(address)
        spent.append(1000 * (time.process_time() - began))
    steal = _share(stolen_before, _stolen())
    size = len(answer.content) / 1024
    noisy = "  too noisy" if steal > TOO_NOISY else ""
    return (
        f"{address:<44} {answer.status_code:>6} {sorted(spent)[ROUNDS // 2]:>8.1f} {asked:>8}"
        f" {size:>6.1f} {steal:>6.0%}{noisy}"
    )


def entered(account: Account, door: str) -> Client:
    """The browser of the account's founder, who has entered this portal."""
    browser = Client(SERVER_NAME="127.0.0.1")
    if door:
        founder = Person.objects.get(email=HARBOUR.email(HARBOUR.founder))
        browser.force_login(founder, backend=settings.AUTHENTICATION_BACKENDS[0])
        session = browser.session
        session["account_authentication_methods"] = [{"method": "password", "at": clock.now().timestamp()}]
        session["entered"] = {f"{door}:{account.number}": clock.now().isoformat()}
        session.save()
    return browser


def _stolen() -> tuple[float, float]:
    """Ticks that the machine's other tenants took, and all ticks."""
    ticks = [float(each) for each in Path("/proc/stat").read_text().splitlines()[0].split()[1:]]
    return ticks[7], sum(ticks)


def _share(before: tuple[float, float], after: tuple[float, float]) -> float:
    return (after[0] - before[0]) / max(after[1] - before[1], 1.0)


def report() -> None:
    """All of them, for the founder of one account."""
    account = Account.objects.get(name=HARBOUR.name)
    print(f"\n{'page':<44} {'status':>6} {'CPU ms':>8} {'queries':>8} {'KB':>6} {'steal':>6}")
    for address, door in PAGES.items():
        print(measure(entered(account, door), address.format(number=account.number)), flush=True)
