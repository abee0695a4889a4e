"""That an invoice was reminded of, once for each step of the schedule."""

from typing import ClassVar

from django.db import models

from bursar.core import clock


class Reminder(models.Model):
    """A step of the schedule that was taken for an invoice, whoever was told: it is never taken again."""

    invoice = models.ForeignKey("invoices.Document", on_delete=models.PROTECT, related_name="reminders")
    days = models.SmallIntegerField()  # from the due date: below zero before it
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["invoice", "days"], name="reminder_once")]

    def __str__(self) -> str:
        return f"reminder of {self.invoice_id} at {self.days}"
