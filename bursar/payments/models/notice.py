"""What providers told us."""

from typing import ClassVar

from django.db import models

from bursar.core import clock


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
