"""The settings as a Django app, for their checks."""

from importlib import import_module

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Checks that refuse bad settings at start."""

    name = "bursar.config"
    label = "config"

    def ready(self) -> None:
        """Register the checks."""
        import_module("bursar.config.checks")
