"""The mail room as a Django app."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """Outbox and sender."""

    name = "bursar.mail"
    label = "mail"
