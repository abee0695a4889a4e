"""The sandbox provider's own books: charges, kept cards and the notices it still has to send."""

from typing import ClassVar

from django.db import models

from bursar.core import clock, ids


class Charge(models.Model):
    """A charge at the provider, known by the merchant's idempotency key."""

    reference = models.CharField(max_length=20, unique=True, default=ids.public_id)
    merchant_key = models.CharField(max_length=80, unique=True)
    purpose = models.CharField(max_length=10)  # "payment" or "setup"
    amount_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3, blank=True)
    description = models.CharField(max_length=200, blank=True)
    return_url = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=12, default="open")  # open, processing, approved, declined, cancelled
    answers_at = models.DateTimeField(null=True)  # while processing: when the bank's answer will be in
    decline_code = models.CharField(max_length=40, blank=True)
    card = models.ForeignKey("sandbox.Card", null=True, on_delete=models.PROTECT)
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"charge {self.reference}"


class Card(models.Model):
    """A card kept at the provider; it decides how later charges on it end."""

    reference = models.CharField(max_length=20, unique=True, default=ids.public_id)
    brand = models.CharField(max_length=20)
    last_digits = models.CharField(max_length=4)
    expires_on = models.DateField()
    behaviour = models.CharField(max_length=40, default="approve")  # or a code of cards.py
    is_detached = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.brand} …{self.last_digits}"


class TakenBack(models.Model):
    """Money of a charge that went back: a refund that the merchant ordered (by his key), or a dispute (without one)."""

    reference = models.CharField(max_length=20, unique=True, default=ids.public_id)
    merchant_key = models.CharField(max_length=80, unique=True, null=True)
    charge = models.ForeignKey(Charge, null=True, on_delete=models.PROTECT, related_name="taken_back")
    amount_minor = models.BigIntegerField(default=0)
    status = models.CharField(max_length=12)  # approved, declined, cancelled
    reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.amount_minor} of {self.charge_id} taken back"


class OutgoingNotice(models.Model):
    """A notice the provider is going to send, at its time; the same one may be sent twice."""

    notice_id = models.CharField(max_length=40, default=ids.public_id)
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="notices")
    taken_back = models.ForeignKey(TakenBack, null=True, on_delete=models.PROTECT, related_name="notices")
    due_at = models.DateTimeField(default=clock.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["sent_at", "due_at"])]

    def __str__(self) -> str:
        return f"notice {self.notice_id}"
