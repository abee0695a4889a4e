"""The pbx room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class PbxConfig(AppConfig):
    """The PBX permissions page: who holds which permission, drawn as a draft until Save."""

    name = "bursar.pbx"
    label = "pbx"

    def ready(self) -> None:
        """Make the room's audit kinds and mails known."""
        import_module("bursar.pbx.events")
        import_module("bursar.pbx.mails")
