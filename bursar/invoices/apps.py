"""The invoices room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class InvoicesConfig(AppConfig):
    """Invoices, credit notes, their documents and the ledger."""

    name = "bursar.invoices"
    label = "invoices"

    def ready(self) -> None:
        """Make the room's audit kinds and mails known."""
        import_module("bursar.invoices.events")
        import_module("bursar.invoices.mails")
