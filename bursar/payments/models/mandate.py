"""Automatic payment: the portal's mandate to charge a kept method, and what was announced under it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from bursar.core import clock
from bursar.payments.models.method import PaymentMethod
from bursar.payments.models.payment import Payment


class Mandate(models.Model):
    """What may be charged without anybody's click, on whose word; other terms or another word are another row."""

    class Ended(models.TextChoices):
        """Why it came to its end."""

        REPLACED = "replaced"
        PAUSED = "paused"
        REMOVED = "removed"
        METHOD_GONE = "method_gone"
        NOT_CONFIRMED = "not_confirmed"

    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="mandates")
    method = models.ForeignKey(PaymentMethod, on_delete=models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3)
    limit_minor = models.BigIntegerField()  # at most for each payment
    notice_days = models.PositiveSmallIntegerField()  # announced by mail so long before
    authorised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    authorised_at = models.DateTimeField(default=clock.now)
    orphaned_at = models.DateTimeField(null=True)  # whoever authorised it was seen to hold Pay no more
    confirm_by = models.DateTimeField(null=True)  # another one confirms it until then, or it stops
    look_at = models.DateTimeField(null=True, default=clock.now)  # when to look again; None once ended
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=14, choices=Ended.choices, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account"], condition=Q(ended_at__isnull=True), name="mandate_open_once"),
            models.CheckConstraint(condition=Q(limit_minor__gt=0), name="mandate_limit_positive"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_because="")
                | (Q(ended_at__isnull=False) & ~Q(ended_because="")),
                name="mandate_says_why_it_ended",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["look_at"], name="mandate_to_look_at", condition=Q(look_at__isnull=False))
        ]

    def __str__(self) -> str:
        return f"mandate #{self.pk}"


class PlannedPayment(models.Model):
    """An automatic payment of one invoice: announced, then ordered when its time has come, as often as is stated."""

    class State(models.TextChoices):
        """`announced` and `ordered` are under way; what is over the limit is told once, and left to people."""

        ANNOUNCED = "announced"
        ORDERED = "ordered"
        PAID = "paid"
        GIVEN_UP = "given_up"
        CALLED_OFF = "called_off"
        OVER_LIMIT = "over_limit"

    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="planned")
    invoice = models.ForeignKey("invoices.Document", on_delete=models.PROTECT, related_name="+")
    amount_minor = models.BigIntegerField()  # as it was announced: never more is charged
    charge_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    payment = models.OneToOneField(Payment, null=True, on_delete=models.PROTECT, related_name="planned")  # the last
    state = models.CharField(max_length=10, choices=State.choices, default=State.ANNOUNCED)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mandate", "invoice"], name="planned_once"),
            models.UniqueConstraint(
                fields=["invoice"], condition=Q(state__in=("announced", "ordered")), name="planned_under_way_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["charge_at"], name="planned_to_charge", condition=Q(state="announced")),
            models.Index(fields=["id"], name="planned_ordered", condition=Q(state="ordered")),
        ]

    def __str__(self) -> str:
        return f"planned payment #{self.pk}"
