"""Reads on refunds and disputes."""

from django.db.models import Q, Sum

from bursar.core import clock
from bursar.core.errors import NotKnown
from bursar.payments.models import Payment, Refund

GOING = (Refund.State.PENDING, Refund.State.UNKNOWN, Refund.State.SUCCEEDED)  # what takes from a payment


def refunds_of(payment: Payment) -> list[Refund]:
    """What went back of a payment or is to, newest first."""
    return list(payment.refunds.order_by("-ordered_at", "-id"))


def refunded(payment: Payment) -> int:
    """What went back of a payment or is on its way, in minor units."""
    rows = Refund.objects.filter(payment=payment, state__in=GOING)
    return int(rows.aggregate(total=Sum("amount_minor"))["total"] or 0)


def payment_named(name: str) -> Payment:
    """The payment with this public id or receipt number, for the operator. Raises NotKnown."""
    rows = Payment.objects.filter(Q(uid=name) | Q(receipt_number=name)) if name else Payment.objects.none()
    found = rows.select_related("account").first()
    if found is None:
        raise NotKnown
    return found


def refund_by_id(refund_id: int) -> Refund | None:
    """One refund, for mails and jobs."""
    return Refund.objects.filter(pk=refund_id).select_related("payment__account", "payment__ordered_by").first()


def refunds_to_look_up(limit: int) -> list[Refund]:
    """The refunds whose provider is to be asked now."""
    due = Refund.objects.filter(look_up_at__lte=clock.now())
    return list(due.select_related("payment__account").order_by("look_up_at")[:limit])
