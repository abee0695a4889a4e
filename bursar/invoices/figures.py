"""Sums over an account's invoices, from its tallies: what is owed in each currency, counts, the chart's months."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Min, Q, Sum
from django.db.models.functions import Cast, Substr

from bursar.access.permissions import Permission
from bursar.core.errors import Forbidden
from bursar.grants.queries import Access, lacks_text
from bursar.invoices import queries
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


@dataclass(frozen=True)
class Month:
    """What was invoiced and paid in a month, in minor units."""

    first: date
    invoiced: int
    paid: int


def summary(access: Access) -> Summary:
    """The account's sums today, by one query. Raises Forbidden without View invoices."""
    today = queries.today_of(access.account)
    is_late, is_ahead = Q(day__lt=today), Q(day__gte=today)
    rows = (
        _tallies(access)
        .annotate(year=Substr(Cast("day", CharField()), 1, 4))
        .values_list("measure", "currency", "year")
        .annotate(
            number=Sum("count"),
            amount=Sum("minor"),
            late_number=Sum("count", filter=is_late, default=0),
            late_amount=Sum("minor", filter=is_late, default=0),
            next_on=Min("day", filter=is_ahead),
        )
        .order_by()
    )
    numbers: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    due: dict[str, list[Any]] = defaultdict(list)
    years = set()
    for measure, currency, year, *sums in rows:
        numbers[measure][currency] += sums[0]
        if measure == _Measure.DUE:
            due[currency].append(sums)
        elif measure != _Measure.PAID:
            years.add(int(year))
    issued = numbers[_Measure.ISSUED]
    is_open, every = sum(numbers[_Measure.DUE].values()), sum(issued.values())
    currencies = sorted(issued, key=lambda currency: (-issued[currency], currency))
    balances = [_balance(currency, due[currency]) for currency in sorted(due)]
    credits = sum(numbers[_Measure.CREDITED].values())
    return Summary(balances, is_open, every - is_open, credits, currencies, sorted(years, reverse=True))


def months(access: Access) -> dict[str, list[Month]]:
    """The last twelve months to this one, by currency: invoices by their date of issue, payments by the day they
    settled where the account is. Only currencies that these months know."""
    first = first_month(access)
    measures = [_Measure.ISSUED, _Measure.PAID]
    sums: dict[str, dict[tuple[str, date], int]] = defaultdict(dict)
    for row in _tallies(access).filter(measure__in=measures, day__gte=first):
        sums[row.currency][row.measure, row.day] = row.minor
    wanted = [_months_before(first, -n) for n in range(MONTHS)]
    return {
        currency: [Month(m, found.get((_Measure.ISSUED, m), 0), found.get((_Measure.PAID, m), 0)) for m in wanted]
        for currency, found in sorted(sums.items())
        if any(found.values())
    }


def first_month(access: Access) -> date:
    """The first day of the chart's first month."""
    return _months_before(queries.today_of(access.account).replace(day=1), MONTHS - 1)


def _tallies(access: Access) -> Any:
    if not access.may(Permission.INVOICE_VIEW):
        raise Forbidden("lacks_permission", lacks_text(Permission.INVOICE_VIEW))
    return Tally.objects.filter(account=access.account)


def _balance(currency: str, years: list[Any]) -> Balance:
    """The sums of each year in which something is due, together."""
    counts, amounts, late_counts, late_amounts, next_days = zip(*years, strict=True)
    return Balance(
        currency=currency,
        due=sum(amounts),
        overdue=sum(late_amounts),
        count=sum(counts),
        overdue_count=sum(late_counts),
        next_due_on=min((day for day in next_days if day is not None), default=None),
    )


def _months_before(first: date, count: int) -> date:
    month = first.year * 12 + first.month - 1 - count
    return date(month // 12, month % 12 + 1, 1)
