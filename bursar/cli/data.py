"""`check --data`: every invariant that the tables can tell, looked at in one revision while the site runs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from bursar.accounts import invariants as of_accounts
from bursar.audit import invariants as of_audit
from bursar.billing import invariants as of_billing
from bursar.cli.output import say, show
from bursar.core import clock
from bursar.core.invariants import Invariant, Row, declared_in
from bursar.grants import invariants as of_grants
from bursar.grants.queries.revision import one_revision
from bursar.invoices import invariants as of_invoices
from bursar.invoices import kept_invariants as of_what_is_kept
from bursar.invoices import ledger_invariants as of_the_ledger
from bursar.lifecycle import invariants as of_lifecycle
from bursar.mail import invariants as of_mail
from bursar.payments import autopay_invariants as of_autopay
from bursar.payments import invariants as of_payments
from bursar.payments import refund_invariants as of_refunds
from bursar.pbx import invariants as of_pbx

ROOMS = (
    of_grants,
    of_billing,
    of_pbx,
    of_lifecycle,
    of_accounts,
    of_audit,
    of_mail,
    of_invoices,
    of_the_ledger,
    of_what_is_kept,
    of_payments,
    of_autopay,
    of_refunds,
)
NAMED = 20  # breaches whose ids are kept; the others are counted
_AT_ONCE = 500


@dataclass(frozen=True)
class Verdict:
    """What came of one check."""

    invariant: Invariant
    looked_at: int
    breaches: int
    named: tuple[str, ...]  # the first of them: what kind of row, and its id


def check_data(*, as_json: bool) -> int:
    """Print what came of every check; 1 if one of them found a breach."""
    verdicts = list(verify())
    rows = [{**_row(verdict), **({"rows": list(verdict.named)} if as_json else {})} for verdict in verdicts]
    show(rows, as_json=as_json)
    broken = [verdict for verdict in verdicts if verdict.breaches]
    for verdict in [] if as_json else broken:
        more = " …" if verdict.breaches > len(verdict.named) else ""
        say(f"BROKEN {verdict.invariant.number} {verdict.invariant.name}: {', '.join(verdict.named)}{more}")
    return int(bool(broken))


def verify() -> Iterator[Verdict]:
    """The verdict on every check, all at one revision."""
    with one_revision():
        read = _Reader()
        for invariant in sorted((i for room in ROOMS for i in declared_in(room)), key=_order):
            yield _verdict(invariant, read)


class _Reader:
    """Reads row by row: a cursor on the server for PostgreSQL, SQLite's own elsewhere."""

    def __init__(self) -> None:
        self.vendor = connection.vendor
        self.now = connection.ops.adapt_datetimefield_value(clock.now())

    def __call__(self, sql: str, params: Iterable[Any] = ()) -> Iterator[Row]:
        with connection.chunked_cursor() as cursor:
            cursor.execute(sql, list(params))
            while rows := cursor.fetchmany(_AT_ONCE):
                yield from rows


def _verdict(invariant: Invariant, read: _Reader) -> Verdict:
    [(looked_at,)] = read(f"SELECT COUNT(*) FROM {invariant.among}")  # noqa: S608  # our own words
    named, count = [], 0
    for row in invariant.find(read):
        count += 1
        if count <= NAMED:
            named.append(" ".join(str(part) for part in row))
    return Verdict(invariant, looked_at, count, tuple(named))


def _row(verdict: Verdict) -> dict[str, Any]:
    invariant = verdict.invariant
    return {
        "invariant": invariant.number,
        "check": invariant.name,
        "says": invariant.says,
        "looked_at": verdict.looked_at,
        "breaches": verdict.breaches,
    }


def _order(invariant: Invariant) -> tuple[bool, int]:
    return invariant.number.startswith("R"), int(invariant.number.lstrip("R"))
