"""The tables of payments: intentions with their outcome, allocations to invoices, credits, methods, notices."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from bursar.core import clock, ids


class PaymentMethod(models.Model):
    """A card or mandate that a provider keeps for a billing portal; no card number ever reaches us."""

    uid = models.CharField(max_length=12, unique=True, default=ids.public_id)
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="payment_methods")
    gateway = models.CharField(max_length=20)
    reference = models.CharField(max_length=80)  # the provider's name for it
    brand = models.CharField(max_length=20)
    last_digits = models.CharField(max_length=4)
    expires_on = models.DateField(null=True)
    is_default = models.BooleanField(default=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gateway", "reference"], name="method_reference_once"),
            models.UniqueConstraint(
                fields=["account"], condition=Q(is_default=True, removed_at__isnull=True), name="method_one_default"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.brand} …{self.last_digits}"


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
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    gateway = models.CharField(max_length=20)
    method = models.ForeignKey(PaymentMethod, null=True, on_delete=models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
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
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="payment_amount_positive"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["account", "-ordered_at"]),
            models.Index(fields=["account", "state", "-ordered_at", "-id"], name="payment_by_state"),
            models.Index(fields=["look_up_at"], name="payment_to_look_up", condition=Q(look_up_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"payment {self.uid}"


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


class Credit(models.Model):
    """Money of a payment that came in beyond the totals of its invoices: kept for the account, never lost."""

    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="credit")
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="credit_positive"),
        ]

    def __str__(self) -> str:
        return f"credit of payment {self.payment_id}"


class MethodSetup(models.Model):
    """Adding a method at the provider's hosted page: intended here, finished by the provider's answer."""

    uid = models.CharField(max_length=12, unique=True, default=ids.public_id)
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    gateway = models.CharField(max_length=20)
    method = models.OneToOneField(PaymentMethod, null=True, on_delete=models.PROTECT, related_name="setup")
    ordered_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True)
    look_up_at = models.DateTimeField(null=True)  # when to ask the provider next; None once finished

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("ordered_at")), name="setup_span"
            )
        ]

    def __str__(self) -> str:
        return f"method setup {self.uid}"


class Notice(models.Model):
    """What a provider told us: stored under its unique id before anything is done with it."""

    gateway = models.CharField(max_length=20)
    notice_id = models.CharField(max_length=80)
    payload = models.JSONField()
    received_at = models.DateTimeField(default=clock.now)
    handled_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["gateway", "notice_id"], name="notice_once")]

    def __str__(self) -> str:
        return f"{self.gateway} notice {self.notice_id}"
