"""The sandbox provider as a Django app of its own: its tables stand for another company's."""

from django.apps import AppConfig


class SandboxConfig(AppConfig):
    """The sandbox provider."""

    name = "bursar.payments.gateways.sandbox"
    label = "sandbox"
