"""Reads on payments, their parts, and what they reserve."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from bursar.access.permissions import Permission
from bursar.accounts.models import Account
from bursar.core import clock
from bursar.core.errors import Forbidden, NotKnown
from bursar.core.windows import START, Place, Window, seen
from bursar.grants.queries import Access, lacks_text
from bursar.invoices.queries import found_by
from bursar.invoices.search import words_asked
from bursar.payments.models import Allocation, Payment, PaymentMethod
from bursar.payments.queries.credit import UNDER_WAY


def under_way() -> dict[str, int]:
    """How many payments of the installation have no outcome yet, by state; for the operator. Direct debits of kept
    accounts, whose banks take days, are `debit` and not `unknown`."""
    debit = Q(method__kind=PaymentMethod.Kind.SEPA_DEBIT, state=Payment.State.UNKNOWN)
    waiting = Payment.objects.filter(look_up_at__isnull=False, state__in=UNDER_WAY)
    rows = waiting.exclude(pk__in=waiting.filter(debit).values("pk")).values_list("state")
    counted = {state.value: 0 for state in UNDER_WAY} | dict(rows.annotate(count=Count("pk")))
    return counted | {"debit": waiting.filter(debit).count()}


def payments(
    access: Access,
    *,
    state: str = "",
    search: str = "",
    place: Place = START,
    size: int = 50,
) -> Window[Payment]:
    """A window on the account's payments, newest first. Raises Forbidden without View invoices."""
    rows = _own(access)
    if state == "under_way":
        rows = rows.filter(state__in=UNDER_WAY)
    elif state in Payment.State.values:
        rows = rows.filter(state=state)
    for word in search[:100].split()[:5]:
        found = Q(receipt_number__icontains=word) | Q(ordered_by__name_folded__contains=word.casefold())
        for beginning in words_asked(word):
            part = Allocation.objects.filter(payment=OuterRef("pk"))
            found |= Q(
                Exists(part.filter(Exists(found_by(access.account, beginning).filter(document=OuterRef("invoice")))))
            )
        rows = rows.filter(found)

    def fetch(place: Place, limit: int) -> list[Payment]:
        order = ("ordered_at", "pk") if place.is_back else ("-ordered_at", "-pk")
        shown = rows.select_related("ordered_by", "incoming").prefetch_related("allocations__invoice").order_by(*order)
        if place.mark:
            there = Payment.objects.filter(account=access.account, uid=place.mark)
            shown = shown.filter(_beyond(there, is_back=place.is_back))
        return list(shown[:limit])

    return seen(place, fetch, lambda row: row.uid, size)


def _beyond(there: QuerySet[Payment], *, is_back: bool) -> Q:
    """What was ordered later than the payment, or earlier; at the same instant by id."""
    at, pk = Subquery(there.values("ordered_at")[:1]), Subquery(there.values("pk")[:1])
    if is_back:
        return Q(ordered_at__gt=at) | Q(ordered_at=at, pk__gt=pk)
    return Q(ordered_at__lt=at) | Q(ordered_at=at, pk__lt=pk)


def payment(access: Access, uid: str) -> Payment:
    """One payment of the account. Raises Forbidden without View invoices, NotKnown for any other."""
    found = _with_parts(_own(access).filter(uid=uid)).first()
    if found is None:
        raise NotKnown
    return found


def payment_by_id(payment_id: int) -> Payment | None:
    """One payment, for mails and jobs."""
    return _with_parts(Payment.objects.filter(pk=payment_id)).first()


_RESERVED = """
SELECT a.invoice_id, SUM(a.amount_minor) FROM payments_payment p JOIN payments_allocation a ON a.payment_id = p.id
WHERE p.account_id = %s AND p.state IN ('pending', 'unknown') GROUP BY a.invoice_id
"""


def reserved(account: Account) -> dict[int, int]:
    """What payments under way reserve of the account's invoices, by their id and in minor units."""
    with connection.cursor() as cursor:
        cursor.execute(_RESERVED, [account.pk])
        return {invoice: int(minor) for invoice, minor in cursor.fetchall()}


def invoice_numbers_by_payment(payment_ids: Iterable[int]) -> dict[int, str]:
    """What payments are for, in a line each: the numbers of their invoices. For lists of entries."""
    rows = Allocation.objects.filter(payment_id__in=list(payment_ids)).order_by("id")
    found: dict[int, list[str]] = {}
    for payment_id, number in rows.values_list("payment_id", "invoice__number"):
        found.setdefault(payment_id, []).append(number)
    return {payment_id: ", ".join(numbers) for payment_id, numbers in found.items()}


def payments_to_look_up(limit: int) -> list[Payment]:
    """The payments whose provider is to be asked now."""
    due = Payment.objects.filter(look_up_at__lte=clock.now(), state__in=UNDER_WAY)
    return list(_with_parts(due).order_by("look_up_at")[:limit])


def _own(access: Access) -> QuerySet[Payment]:
    if not access.may(Permission.INVOICE_VIEW):
        raise Forbidden("lacks_permission", lacks_text(Permission.INVOICE_VIEW))
    return Payment.objects.filter(account=access.account)


def _with_parts(rows: QuerySet[Payment]) -> QuerySet[Payment]:
    return rows.select_related("account", "ordered_by", "method", "incoming").prefetch_related(
        "allocations__invoice__issuer"
    )
