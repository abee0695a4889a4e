"""Money that waits until the operator says what it is for."""

from django.db.models import QuerySet

from bursar.payments.models import IncomingPayment


def waiting_money() -> QuerySet[IncomingPayment]:
    """What waits, oldest first; for the operator."""
    return IncomingPayment.objects.filter(state=IncomingPayment.State.WAITING).order_by("pk")
