"""The grants room as a Django app."""

from django.apps import AppConfig


class GrantsConfig(AppConfig):
    """Who holds what: one table for every right given to a person or a group, with its provenance."""

    name = "bursar.grants"
    label = "grants"
