"""Sums over an account's invoices, from its tallies: what is owed in each currency, counts, the chart's months."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from bursar.grants.queries import Access
from bursar.invoices import queries
from bursar.invoices.ageing import Age, ages, edges, horizon
from bursar.invoices.models import Tally

MONTHS = 12
_Measure = Tally.Measure


@dataclass(frozen=True)
class Balance:
    """What an account owes in one currency; currencies never mix."""

    currency: str
    due: int
    overdue: int
    count: int
    overdue_count: int
    next_due_on: date | None  # of what is not overdue yet


@dataclass(frozen=True)
class Summary:
    """What an account has: a balance for each currency with open invoices, and how many documents of each tab."""

    balances: list[Balance]
    open: int
    paid: int
    credits: int
    currencies: list[str]  # the most used first
    years: list[int]  # in which documents were issued, latest first
    ages: dict[str, tuple[Age, ...]]  # what is due by age, for the currency of each balance


NOTHING = Summary([], 0, 0, 0, [], [], {})


@dataclass(frozen=True)
class Month:
    """What was invoiced and paid in a month, in minor units; less than zero was paid where more was paid back."""

    first: date
    invoiced: int
    paid: int


# Of what is due by day only the days since the horizon of the ages are read: the months before it, when everything is
# old, are added up. What is due by day has its age in place of the period.
_SUMS = """
SELECT measure, currency, SUBSTR(CAST(day AS CHAR(10)), 1, CASE WHEN day >= %s THEN 7 ELSE 4 END),
       SUM(count), SUM(minor),
       SUM(CASE WHEN measure = 'owed' AND day < %s THEN count ELSE 0 END),
       SUM(CASE WHEN measure = 'owed' AND day < %s THEN minor ELSE 0 END), NULL
FROM invoices_tally WHERE account_id = %s AND measure IN ('issued', 'credited', 'paid', 'owed') GROUP BY 1, 2, 3
UNION ALL
SELECT 'due', currency, age, 0, 0, SUM(CASE WHEN age = '0' THEN 0 ELSE count END),
       SUM(CASE WHEN age = '0' THEN 0 ELSE minor END), CAST(MIN(CASE WHEN age = '0' THEN day END) AS CHAR(10))
FROM (SELECT currency, day, count, minor, CASE WHEN day >= %s THEN '0' WHEN day >= %s THEN '1' WHEN day >= %s THEN '2'
             WHEN day >= %s THEN '3' ELSE '4' END AS age
      FROM invoices_tally WHERE account_id = %s AND measure = 'due' AND day >= %s) AS aged GROUP BY currency, age
"""
_NEVER = date.max


def summary(access: Access) -> Summary:
    """The account's sums today, by one query. Raises Forbidden without View invoices."""
    return _summary(_sums(access, _NEVER))


def summary_and_months(access: Access) -> tuple[Summary, dict[str, list[Month]]]:
    """The same, and the last twelve months to this one by currency, by one query too: invoices by their date of issue,
    payments and refunds by the day they settled where the account is. Only currencies that these months know."""
    first = first_month(access)
    rows = _sums(access, first)
    wanted = [_months_before(first, -n) for n in range(MONTHS)]
    sums: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for measure, currency, month, _count, minor, *_late in rows:
        if measure in (_Measure.ISSUED, _Measure.PAID) and len(month) > 4:
            sums[currency][measure, month] = int(minor)
    months = {
        currency: [
            Month(m, found.get((_Measure.ISSUED, f"{m:%Y-%m}"), 0), found.get((_Measure.PAID, f"{m:%Y-%m}"), 0))
            for m in wanted
        ]
        for currency, found in sorted(sums.items())
        if any(found.values())
    }
    return _summary(rows), months


def _sums(access: Access, since: date) -> list[Any]:
    """By year, and by month since a day."""
    queries.require_view(access)
    today, account = queries.today_of(access.account), access.account.pk
    old, ends = horizon(today).isoformat(), [each.isoformat() for each in edges(today)]
    with connection.cursor() as cursor:
        cursor.execute(_SUMS, [since.isoformat(), old, old, account, *ends, account, old])
        return list(cursor.fetchall())


def _summary(rows: list[Any]) -> Summary:
    numbers: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    due: dict[str, list[Any]] = defaultdict(list)
    years = set()
    for measure, currency, period, *sums in rows:
        numbers[measure][currency] += int(sums[0])
        if measure in (_Measure.DUE, _Measure.OWED):
            due[currency].append((measure, period, *sums))
        elif measure != _Measure.PAID:
            years.add(int(period[:4]))
    issued = numbers[_Measure.ISSUED]
    is_open, every = sum(numbers[_Measure.OWED].values()), sum(issued.values())
    currencies = sorted(issued, key=lambda currency: (-issued[currency], currency))
    balances = [_balance(currency, due[currency]) for currency in sorted(due)]
    credits = sum(numbers[_Measure.CREDITED].values())
    aged = {balance.currency: _ages(balance, due[balance.currency]) for balance in balances}
    return Summary(balances, is_open, every - is_open, credits, currencies, sorted(years, reverse=True), aged)


def first_month(access: Access) -> date:
    """The first day of the chart's first month."""
    return _months_before(queries.today_of(access.account).replace(day=1), MONTHS - 1)


def _balance(currency: str, periods: list[Any]) -> Balance:
    """The sums of each period in which something is due, together."""
    _measures, _periods, *sums, next_days = zip(*periods, strict=True)
    count, due, late_count, late = (sum(map(int, each)) for each in sums)
    next_due_on = min((date.fromisoformat(day) for day in next_days if day), default=None)
    return Balance(currency, due, late, count, late_count, next_due_on)


def _ages(balance: Balance, periods: list[Any]) -> tuple[Age, ...]:
    """What is owed since before the horizon is of the last age; what is due by day says its own."""
    late = (
        (4 if measure == _Measure.OWED else int(period), Age(int(count), int(minor)))
        for measure, period, _count, _minor, count, minor, _next in periods
    )
    return ages(Age(balance.count, balance.due), late)


def _months_before(first: date, count: int) -> date:
    month = first.year * 12 + first.month - 1 - count
    return date(month // 12, month % 12 + 1, 1)
