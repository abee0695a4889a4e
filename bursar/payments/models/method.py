"""Payment methods that a provider keeps, and adding one at its page."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from bursar.core import clock, ids


class PaymentMethod(models.Model):
    """A card or mandate that a provider keeps for a billing portal; no card number ever reaches us."""

    class Kind(models.TextChoices):
        """The values are those of `MethodKind` at the gateways."""

        CARD = "card"
        SEPA_DEBIT = "sepa_debit"

    uid = models.CharField(max_length=12, unique=True, default=ids.public_id)
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="payment_methods")
    gateway = models.CharField(max_length=20)
    reference = models.CharField(max_length=80)  # the provider's name for it
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.CARD)
    brand = models.CharField(max_length=20)
    last_digits = models.CharField(max_length=4)
    expires_on = models.DateField(null=True)
    expiry_told = models.PositiveSmallIntegerField(null=True)  # days before its end of the last mail about that
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
        indexes: ClassVar = [
            models.Index(fields=["expires_on"], name="method_expires", condition=Q(removed_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.brand} …{self.last_digits}"

    @property
    def is_debit(self) -> bool:
        """Whether charging it takes days, and its owner's bank may take the money back for weeks."""
        return self.kind == self.Kind.SEPA_DEBIT


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
