"""The lifecycle room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class LifecycleConfig(AppConfig):
    """Use cases that cross rooms: sign-up, invitations, suspending, removing, deactivating."""

    name = "bursar.lifecycle"
    label = "lifecycle"

    def ready(self) -> None:
        """Make the room's audit kinds and mails known."""
        import_module("bursar.lifecycle.events")
        import_module("bursar.lifecycle.mails")
