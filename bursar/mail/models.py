"""The outbox: what is to be told to whom, by ids; the text and its links are made when it is sent."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class OutboxMail(models.Model):
    """One mail to be sent, being retried, sent or given up."""

    kind = models.CharField(max_length=60)
    account_id = models.BigIntegerField(null=True)
    to_person_id = models.BigIntegerField(null=True)
    to_address = models.CharField(max_length=254, blank=True)  # for those who are no person: invitees, recipients
    about = models.JSONField(default=dict)  # ids and words, never a secret
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    is_bulk = models.BooleanField(default=False)  # one of many: it waits until no other is due
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["is_bulk", "due_at", "id"],
                name="mail_outbox_waiting",
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
            ),
            models.Index(fields=["given_up_at"], name="mail_outbox_given_up", condition=Q(given_up_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class DeliveredMail(models.Model):
    """The demo's mailbox: what was sent, kept instead of delivered. Empty in a real installation."""

    at = models.DateTimeField()
    to_address = models.CharField(max_length=254, db_index=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    attachments = models.JSONField(default=list)  # names only

    def __str__(self) -> str:
        return self.subject
