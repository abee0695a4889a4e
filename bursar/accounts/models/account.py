"""Customer organisations of the vendor, and the vendor's operators."""

from django.db import models

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


class Operator(models.Model):
    """One of the vendor's staff, by the name given at the command line; entries hold the id only."""

    name = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.name
