"""The grants room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class GrantsConfig(AppConfig):
    """Who holds what: one table for every right given to a person or a group, with its provenance."""

    name = "bursar.grants"
    label = "grants"

    def ready(self) -> None:
        """Make the room's audit kinds and mails known."""
        import_module("bursar.grants.events")
