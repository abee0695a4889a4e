"""The payments room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """Payments, payment methods and the notices of providers."""

    name = "bursar.payments"
    label = "payments"

    def ready(self) -> None:
        """Make the room's audit kinds and mails known."""
        import_module("bursar.payments.autopay_mails")
        import_module("bursar.payments.described")
        import_module("bursar.payments.events")
        import_module("bursar.payments.reminder_mails")
        import_module("bursar.payments.mails")
