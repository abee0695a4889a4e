"""Keeps mails in the demo's mailbox instead of delivering them."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from bursar.core import clock
from bursar.mail.models import DeliveredMail


class DemoBackend(BaseEmailBackend):
    """Stores each mail as a row that the page `/demo/mailbox/` shows."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Store the mails; one row for each reader."""
        for message in email_messages:
            html = message.alternatives[0][0] if isinstance(message, EmailMultiAlternatives) else ""
            names = [str(a[0]) for a in message.attachments]
            for address in message.recipients():
                DeliveredMail.objects.create(
                    at=clock.now(),
                    to_address=address,
                    subject=str(message.subject),
                    text=str(message.body),
                    html=str(html),
                    attachments=names,
                )
        return len(email_messages)
