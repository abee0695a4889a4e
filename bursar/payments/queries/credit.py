"""Reads on the account's credit: what there is, what payments reserve of it, what one of them kept or used."""

from django.db.models import Sum

from bursar.accounts.models import Account
from bursar.invoices.models import LedgerEntry
from bursar.invoices.queries import credit_of
from bursar.payments.models import Payment

UNDER_WAY = (Payment.State.PENDING, Payment.State.UNKNOWN)


def credits_of(account: Account) -> list[tuple[str, int]]:
    """What was paid or credited beyond what was owed: currency and minor units."""
    return sorted((currency, minor) for currency, minor in credit_of(account).items() if minor > 0)


def free_credit(account: Account, besides: Payment | None = None) -> dict[str, int]:
    """By currency, what a payment may use: payments under way (without one of them) reserve theirs."""
    free = credit_of(account)
    waiting = Payment.objects.filter(account=account, credit_minor__gt=0, state__in=UNDER_WAY)
    if besides is not None:
        waiting = waiting.exclude(pk=besides.pk)
    for currency, reserved in waiting.values_list("currency").annotate(Sum("credit_minor")):
        free[currency] = free.get(currency, 0) - reserved
    return {currency: minor for currency, minor in free.items() if minor > 0}


def kept_of(payment: Payment) -> int:
    """What of a payment was more than its invoices needed."""
    return _on_credit(payment, LedgerEntry.Kind.PAYMENT)


def used_of(payment: Payment) -> int:
    """The account's credit that it used; while it is under way, what it will use at most."""
    return -_on_credit(payment, LedgerEntry.Kind.CREDIT) if payment.settled_at else payment.credit_minor


def _on_credit(payment: Payment, kind: str) -> int:
    rows = LedgerEntry.objects.filter(payment_id=payment.pk, kind=kind, invoice__isnull=True)
    return -(rows.aggregate(total=Sum("amount_minor"))["total"] or 0)
