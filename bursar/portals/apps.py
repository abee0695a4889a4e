"""The web doors as a Django app, for their static files and templates."""

from django.apps import AppConfig


class PortalsConfig(AppConfig):
    """All portals."""

    name = "bursar.portals"
    label = "portals"
