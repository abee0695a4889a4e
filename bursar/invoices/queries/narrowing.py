"""Conditions on a list, each with the index that finds few documents by it: the one that finds fewest is looked up, the
others are asked of what was found; where every one finds many, walking the list meets them soon (decision 0055)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from bursar.accounts.models import Account
from bursar.core.money import currencies_of, exponent
from bursar.invoices.queries.standing import today_of
from bursar.invoices.queries.wanted import TABS, Wanted
from bursar.invoices.search import after, currency_facet, kind_facet, seller_facet, words_asked
from bursar.invoices.status import Status

# A condition that finds no more documents than this is looked up first.
FEW = 2_000
_WORD = "FROM invoices_word WHERE account_id = %s AND word >= %s AND word < %s"
_HAS = "EXISTS (SELECT 1 FROM invoices_word w WHERE w.document_id = s.document_id AND w.word >= %s AND w.word < %s)"
_STANDING = "FROM invoices_standing WHERE account_id = %s AND kind = %s AND is_open = %s AND "
_FIRST, _LAST = date(1, 1, 1), date(9999, 12, 31)
_MOST = 2**63 - 1  # of a BIGINT
_PLACES = (0, 3, 4)  # of currencies that have not two
_STATUSES = {
    Status.OVERDUE: "{s}due_on < %s",
    Status.DUE: "{s}due_on >= %s AND {s}paid_minor = 0",
    Status.PARTLY_PAID: "{s}due_on >= %s AND {s}paid_minor > 0 AND {s}outstanding_minor > 0",
    Status.PAID: "({s}credited_minor = 0 OR {s}credited_minor < {s}gross_minor)",
    Status.CANCELLED: "{s}credited_minor > 0 AND {s}credited_minor >= {s}gross_minor",
}
_FEW_OF = {Status.OVERDUE, Status.PARTLY_PAID, Status.CANCELLED}  # which have an index of their own


@dataclass(frozen=True)
class Narrowing:
    """A condition: `test` is asked of a standing `s`; `lookup` (from FROM on) finds the documents by an index."""

    test: str
    values: tuple[Any, ...]
    lookup: str = ""
    sent: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Plan:
    """How a list is narrowed: `first` is looked up, if anything is; the others are asked of what was met."""

    first: Narrowing | None = None
    others: tuple[Narrowing, ...] = ()


def plan(account: Account, wanted: Wanted) -> Plan:
    """Count how many documents each condition finds, no further than needed and all in one statement, and choose."""
    asked = list(_asked(account, wanted))
    found = [each for each in asked if each.lookup]
    if not found:
        return Plan(others=tuple(asked))
    counts = [f"(SELECT COUNT(*) FROM (SELECT 1 {each.lookup} LIMIT %s) AS found)" for each in found]  # noqa: S608  # texts of ours
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counts)}", [value for each in found for value in (*each.sent, FEW + 1)])
        count, first = min(zip(cursor.fetchone(), found, strict=True), key=lambda pair: int(pair[0]))
    if count > FEW:
        return Plan(others=tuple(asked))
    return Plan(first, tuple(each for each in asked if each is not first))


def _asked(account: Account, wanted: Wanted) -> Iterator[Narrowing]:
    words = [*words_asked(wanted.search), *_facets(wanted)]
    yield from (Narrowing(_HAS, (word, after(word)), _WORD, (account.pk, word, after(word))) for word in words)
    tab = (account.pk, *TABS[wanted.tab])
    if wanted.since or wanted.until:
        period = ((wanted.since or _FIRST).isoformat(), (wanted.until or _LAST).isoformat())
        between = "issued_on BETWEEN %s AND %s"
        yield Narrowing(f"s.{between}", period, _STANDING + between, (*tab, *period))
    if wanted.status:
        test = _STATUSES[Status(wanted.status)]
        values = (today_of(account).isoformat(),) * test.count("%s")
        lookup = _STANDING + test.format(s="") if wanted.status in _FEW_OF else ""
        yield Narrowing(test.format(s="s."), values, lookup, (*tab, *values) if lookup else ())
    if wanted.least is not None or wanted.most is not None:
        yield _amounts(wanted, tab)


def _facets(wanted: Wanted) -> Iterator[bytes]:
    if wanted.currency:
        yield currency_facet(wanted.currency)
    if wanted.seller is not None:
        yield seller_facet(wanted.seller)
    if wanted.code:
        yield kind_facet(wanted.code)


def _amounts(wanted: Wanted, tab: tuple[Any, ...]) -> Narrowing:
    """By an index where all currencies that are meant have the same places; else each amount is measured by its own."""
    places = exponent(wanted.currency) if wanted.currency else wanted.places
    if places is not None:
        values = _minors(wanted, places)
        between = "gross_minor BETWEEN %s AND %s"
        return Narrowing(f"s.{between}", values, _STANDING + between, (*tab, *values))
    least, most, lows, highs = "", "", [], []
    for places in _PLACES:
        codes = ", ".join(f"'{code}'" for code in currencies_of(places))
        least, most = (f"{each} WHEN s.currency IN ({codes}) THEN %s" for each in (least, most))
        low, high = _minors(wanted, places)
        lows.append(low)
        highs.append(high)
    low, high = _minors(wanted, 2)
    test = f"s.gross_minor BETWEEN CASE{least} ELSE %s END AND CASE{most} ELSE %s END"
    return Narrowing(test, (*lows, low, *highs, high))


def _minors(wanted: Wanted, places: int) -> tuple[int, int]:
    """The least and the most in minor units of a currency of so many places."""
    least, most = wanted.least or Decimal(0), wanted.most
    return (
        min(_MOST, int(least.scaleb(places).to_integral_value("ROUND_CEILING"))),
        _MOST if most is None else min(_MOST, int(most.scaleb(places).to_integral_value("ROUND_FLOOR"))),
    )
