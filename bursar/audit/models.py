"""The table of entries: ids only, never personal data, so that a person can be erased without touching one."""

from typing import ClassVar

from django.db import models

from bursar.core import clock


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


class Call(models.Model):
    """A program's request under a key of its own choice, kept for a day, so that asking again does nothing again."""

    token_id = models.BigIntegerField()
    key = models.CharField(max_length=255)
    asked = models.CharField(max_length=64)  # a hash: what was asked may hold personal data
    started_at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True)  # written with the change itself
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["started_at"], name="call_started")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["token_id", "key"], name="call_once")]

    def __str__(self) -> str:
        return f"{self.token_id} {self.key}"
