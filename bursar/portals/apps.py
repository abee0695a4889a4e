"""The web doors as a Django app, for their static files and templates."""

from importlib import import_module

from django.apps import AppConfig


class PortalsConfig(AppConfig):
    """All portals."""

    name = "bursar.portals"
    label = "portals"

    def ready(self) -> None:
        """Listen to the sign-in machinery."""
        import_module("bursar.portals.public.listener")
