"""The table of entries: ids only, never personal data, so that a person can be erased without touching one."""

from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """Who did what, on whom, old and new value, when, from where, through which door. Never updated or deleted."""

    at = models.DateTimeField()
    kind = models.CharField(max_length=80)
    account_id = models.BigIntegerField(null=True)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    door = models.CharField(max_length=40)
    address = models.CharField(max_length=64, blank=True)
    on_type = models.CharField(max_length=30, blank=True)
    on_id = models.BigIntegerField(null=True)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    refusal = models.CharField(max_length=60, blank=True)
    request_id = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["account_id", "-id"]),
            models.Index(fields=["on_type", "on_id", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind}"
