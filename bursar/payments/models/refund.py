"""Money of a payment that went back: refunds that the operator orders, and disputes that the payer's bank decides."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bursar.core import clock, ids
from bursar.payments.models.payment import Payment


class Refund(models.Model):
    """An order to pay back, intended before the provider is called and settled by its answer; or a dispute, which the
    provider tells us of: the money is gone when it is opened (`succeeded`) and back when it is won (`cancelled`)."""

    class State(models.TextChoices):
        """`pending` and `unknown` are under way. What was declined or cancelled after all brings the money again."""

        PENDING = "pending"
        UNKNOWN = "unknown"
        SUCCEEDED = "succeeded"
        DECLINED = "declined"
        CANCELLED = "cancelled"

    uid = models.CharField(max_length=12, unique=True, default=ids.public_id)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    is_dispute = models.BooleanField(default=False)
    amount_minor = models.BigIntegerField()
    reason = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    idempotency_key = models.CharField(max_length=80)  # of a dispute the provider's name for it
    provider_reference = models.CharField(max_length=80, blank=True)
    decline_code = models.CharField(max_length=40, blank=True)
    receipt_number = models.CharField(max_length=40, blank=True)  # of a refund that succeeded
    ordered_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)
    look_up_at = models.DateTimeField(null=True)  # when to ask the provider next; None once settled

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["payment", "idempotency_key"], name="refund_key_once"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="refund_positive"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["look_up_at"], name="refund_to_look_up", condition=Q(look_up_at__isnull=False))
        ]

    def __str__(self) -> str:
        return f"refund {self.uid}"
