"""The settings as a Django app, for their checks."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from bursar.audit.again import alone


class ConfigConfig(AppConfig):
    """Checks that refuse bad settings at start; what every connection to the database does."""

    name = "bursar.config"
    label = "config"

    def ready(self) -> None:
        """Register the checks and what is done with a new connection."""
        import_module("bursar.config.checks")
        connection_created.connect(_run_again, dispatch_uid="bursar")


def _run_again(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    if alone not in connection.execute_wrappers:  # the wrappers outlive a connection that was closed
        connection.execute_wrappers.append(alone)
