"""The webhooks room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """Endpoints of the vendor's programs, events and their deliveries."""

    name = "bursar.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        """Make the room's audit kinds known, and have it told of every entry."""
        import_module("bursar.webhooks.events")
        import_module("bursar.audit.recording").follow(import_module("bursar.webhooks.telling").entry_written)
