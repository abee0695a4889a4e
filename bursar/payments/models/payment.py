"""Orders to pay with their outcome, and which part of each goes to which invoice."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from bursar.core import clock, ids
from bursar.payments.models.method import PaymentMethod


class Payment(models.Model):
    """An order to pay: intended before the provider is called, settled by its answer. `unknown` is a state."""

    class State(models.TextChoices):
        """`pending` and `unknown` reserve their amount; the rest are final."""

        PENDING = "pending"
        UNKNOWN = "unknown"
        SUCCEEDED = "succeeded"
        DECLINED = "declined"
        CANCELLED = "cancelled"

    uid = models.CharField(max_length=12, unique=True, default=ids.public_id)
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="payments")
    # None: it came without an order, by bank transfer or taken elsewhere (see IncomingPayment).
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    gateway = models.CharField(max_length=20)
    method = models.ForeignKey(PaymentMethod, null=True, on_delete=models.PROTECT, related_name="+")
    # Ordered by itself under this mandate; `ordered_by` is then whoever authorised that.
    mandate = models.ForeignKey("payments.Mandate", null=True, on_delete=models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()  # what is charged
    credit_minor = models.BigIntegerField(default=0)  # what the account's credit is to pay beside it, at most
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    idempotency_key = models.CharField(max_length=64)
    provider_reference = models.CharField(max_length=80, blank=True)
    decline_code = models.CharField(max_length=40, blank=True)
    receipt_number = models.CharField(max_length=30, blank=True)
    through = models.CharField(max_length=10, default="billing")  # the door it was ordered through: billing or pbx
    ordered_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)
    look_up_at = models.DateTimeField(null=True)  # when to ask the provider next; None once settled

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "idempotency_key"], name="payment_key_once"),
            models.UniqueConstraint(
                fields=["receipt_number"], condition=~Q(receipt_number=""), name="payment_receipt_once"
            ),
            models.CheckConstraint(
                condition=Q(amount_minor__gte=0, credit_minor__gte=0) & ~Q(amount_minor=0, credit_minor=0),
                name="payment_of_something",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["account", "-ordered_at"]),
            models.Index(fields=["account", "state", "-ordered_at", "-id"], name="payment_by_state"),
            models.Index(fields=["look_up_at"], name="payment_to_look_up", condition=Q(look_up_at__isnull=False)),
            models.Index(fields=["account"], name="payment_credit", condition=Q(credit_minor__gt=0)),
        ]

    def __str__(self) -> str:
        return f"payment {self.uid}"

    @property
    def total_minor(self) -> int:
        """What it pays of its invoices: the charge and the credit."""
        return self.amount_minor + self.credit_minor


class Allocation(models.Model):
    """The part of a payment that goes to one invoice."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="allocations")
    invoice = models.ForeignKey("invoices.Document", on_delete=models.PROTECT, related_name="allocations")
    amount_minor = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["payment", "invoice"], name="allocation_once"),
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="allocation_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} of payment {self.payment_id}"
