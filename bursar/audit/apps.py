"""The audit room as a Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Entries and their kinds."""

    name = "bursar.audit"
    label = "audit"
