"""Customer organisations of the vendor, and the vendor's operators."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bursar.access.facts import PortalKind as Kind
from bursar.core import clock, ids


class Account(models.Model):
    """A customer organisation. Every write on it begins with raising `version` (see `steps.lock`)."""

    number = models.CharField(max_length=20, unique=True, default=ids.account_number)
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=60, default="Europe/Paris")
    language = models.CharField(max_length=5, default="en")
    version = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"


class PortalKind(models.Model):
    """An account's billing portal is of a kind, since an instant; without a row it is the default, by names.

    Dated, a change closes a row and opens another; only the operator changes it.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=[(kind, kind) for kind in Kind])
    started_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey("accounts.Operator", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)  # in the operator's words; entries hold none

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account"], condition=Q(ended_at__isnull=True), name="portal_kind_once")
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.kind}"


class Operator(models.Model):
    """One of the vendor's staff, by the name given at the command line; entries hold the id only."""

    name = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.name
