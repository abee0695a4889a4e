"""Sums over an account's invoices: what is owed in each currency, and the twelve months of the chart."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from bursar.grants.queries import Access
from bursar.invoices import queries
from bursar.invoices.models import Document, LedgerEntry

MONTHS = 12


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
class Month:
    """What was invoiced and paid in a month, in minor units."""

    first: date
    invoiced: int
    paid: int


def balances(access: Access) -> list[Balance]:
    """What is owed, a balance for each currency with open invoices, by currency. Raises Forbidden without the right."""
    found: dict[str, list[tuple[date, int]]] = {}
    rows = queries.invoices(access, "open").values_list("currency", "due_on", "outstanding")  # type: ignore[misc]
    for currency, due_on, left in rows:
        found.setdefault(currency, []).append((due_on, left))
    today = queries.today_of(access.account)
    return [_balance(currency, found[currency], today) for currency in sorted(found)]


def currencies(access: Access) -> list[str]:
    """The currencies in which the account has invoices, the most used first."""
    rows = queries.invoices(access).order_by().values_list("currency", flat=True)
    used = list(rows)
    return sorted(set(used), key=lambda currency: (-used.count(currency), currency))


def months(access: Access, currency: str) -> list[Month]:
    """The last twelve months to this one: invoices by their date of issue, payments by the day they settled."""
    first = first_month(access)
    zone = ZoneInfo(access.account.time_zone)
    issued = (
        Document.objects.filter(account=access.account, kind="invoice", currency=currency, issued_on__gte=first)
        .annotate(month=TruncMonth("issued_on"))
        .values_list("month")
        .annotate(total=Sum("gross_minor"))
    )
    settled = LedgerEntry.objects.filter(account=access.account, kind="payment", currency=currency)
    paid = (
        settled.annotate(month=TruncMonth("at", tzinfo=zone)).values_list("month").annotate(total=Sum("amount_minor"))
    )
    by_issue = dict(issued)
    by_payment = {instant.date(): -total for instant, total in paid}
    wanted = [_months_before(first, -n) for n in range(MONTHS)]
    return [Month(month, by_issue.get(month, 0), by_payment.get(month, 0)) for month in wanted]


def first_month(access: Access) -> date:
    """The first day of the chart's first month."""
    return _months_before(queries.today_of(access.account).replace(day=1), MONTHS - 1)


def _balance(currency: str, open_ones: list[tuple[date, int]], today: date) -> Balance:
    late = [left for due_on, left in open_ones if due_on < today]
    return Balance(
        currency=currency,
        due=sum(left for _due, left in open_ones),
        overdue=sum(late),
        count=len(open_ones),
        overdue_count=len(late),
        next_due_on=min((due_on for due_on, _left in open_ones if due_on >= today), default=None),
    )


def _months_before(first: date, count: int) -> date:
    month = first.year * 12 + first.month - 1 - count
    return date(month // 12, month % 12 + 1, 1)
