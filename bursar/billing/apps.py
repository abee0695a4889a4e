"""The billing room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class BillingConfig(AppConfig):
    """Billing portals, their administrators, access requests, billing details and recipients."""

    name = "bursar.billing"
    label = "billing"

    def ready(self) -> None:
        """Make the room's audit kinds and mails known."""
        import_module("bursar.billing.events")
        import_module("bursar.billing.mails")
        import_module("bursar.billing.recipient_mails")
