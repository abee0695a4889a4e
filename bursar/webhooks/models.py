"""Endpoints, events and deliveries with each attempt."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bursar.core import clock, ids


class Endpoint(models.Model):
    """An address of the vendor's that is told of events. Its secret is derived, never stored (see `signing`)."""

    uid = models.CharField(max_length=12, unique=True, default=ids.public_id)
    url = models.CharField(max_length=500)
    types = models.JSONField()  # of kinds.EventType
    account_id = models.BigIntegerField(null=True)  # None: of every account
    secret_version = models.PositiveIntegerField(default=1)
    earlier_until = models.DateTimeField(null=True)  # until then the version before signs, too
    added_at = models.DateTimeField(default=clock.now)
    failing_since = models.DateTimeField(null=True)  # the first of the attempts that failed since one succeeded
    disabled_at = models.DateTimeField(null=True)
    disabled_why = models.CharField(max_length=300, blank=True)
    removed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.url


class Event(models.Model):
    """What happened, as it was committed. The ids of an account's events rise in the order of its commits."""

    uid = models.CharField(max_length=32, unique=True, default=ids.public_id)
    account_id = models.BigIntegerField(null=True)
    type = models.CharField(max_length=40)
    data = models.JSONField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["at"], name="event_by_time")]

    def __str__(self) -> str:
        return f"{self.type} {self.uid}"


class Delivery(models.Model):
    """An event on its way to an endpoint."""

    class State(models.TextChoices):
        """`given_up` was tried for days; both ends can be asked for again."""

        WAITING = "waiting"
        TAKEN = "taken"
        GIVEN_UP = "given_up"

    endpoint = models.ForeignKey(Endpoint, on_delete=models.PROTECT, related_name="deliveries")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="deliveries")
    account_id = models.BigIntegerField(null=True)  # the event's: a line that is kept in order
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["endpoint", "event"], name="delivery_once")]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="delivery_due", condition=Q(state="waiting")),
            models.Index(
                fields=["endpoint", "account_id", "event"], name="delivery_line", condition=Q(state="waiting")
            ),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk}"


class Attempt(models.Model):
    """One try of a delivery, and what came of it."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="tries")
    at = models.DateTimeField(default=clock.now)
    status = models.PositiveSmallIntegerField(null=True)  # None: there was no answer
    milliseconds = models.PositiveIntegerField()
    said = models.CharField(max_length=300, blank=True)  # why there was no answer, or how the answer begins

    def __str__(self) -> str:
        return f"{self.status} in {self.milliseconds} ms"
