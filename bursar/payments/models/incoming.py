"""Money that came without an order of ours: bank transfers, and what the vendor's engine took elsewhere."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bursar.core import clock, ids
from bursar.payments.models.payment import Payment


class IncomingPayment(models.Model):
    """A payment as the operator's file tells of it, known by (source, reference) and never told otherwise."""

    class State(models.TextChoices):
        """`waiting`: it is not clear what it is for."""

        SETTLED = "settled"
        WAITING = "waiting"
        DISMISSED = "dismissed"

    uid = models.CharField(max_length=12, unique=True, default=ids.public_id)
    source = models.CharField(max_length=40)  # whose reference it is: a bank account, an engine
    reference = models.CharField(max_length=80)  # the bank's or the engine's own name for it
    received_on = models.DateField()
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    text = models.CharField(max_length=300, blank=True)  # what the payer wrote
    payer = models.CharField(max_length=120, blank=True)
    method = models.CharField(max_length=60, blank=True)  # how it was paid, where that is no bank transfer
    content_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices)
    why = models.CharField(max_length=20, blank=True)  # it waits: of payments.matching.Reason
    payment = models.OneToOneField(Payment, null=True, on_delete=models.PROTECT, related_name="incoming")
    taken_in_at = models.DateTimeField(default=clock.now)
    note = models.CharField(max_length=300, blank=True)  # why it was dismissed

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "reference"], name="incoming_once"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="incoming_positive"),
            models.CheckConstraint(
                condition=Q(state="settled", payment__isnull=False) | (~Q(state="settled") & Q(payment__isnull=True)),
                name="incoming_settled",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["id"], name="incoming_waiting", condition=Q(state="waiting"))]

    def __str__(self) -> str:
        return f"{self.source} {self.reference}"
